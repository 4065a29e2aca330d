/** The memories whose schema and sentiments move together. */
@NullMarked
package io.godwit.examples.brain;

import org.jspecify.annotations.NullMarked;
