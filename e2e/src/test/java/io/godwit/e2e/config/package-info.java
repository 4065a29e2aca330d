/** Configuration files, commands and services in whole projects. */
@NullMarked
package io.godwit.e2e.config;

import org.jspecify.annotations.NullMarked;
