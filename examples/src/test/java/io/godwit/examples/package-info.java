/** What the tests of the examples share. */
@NullMarked
package io.godwit.examples;

import org.jspecify.annotations.NullMarked;
