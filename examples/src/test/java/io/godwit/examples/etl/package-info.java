/** The ETL library that goes from 1.x to 2.0. */
@NullMarked
package io.godwit.examples.etl;

import org.jspecify.annotations.NullMarked;
