/** Finds what is harmful about how a script is written. */
@NullMarked
package io.godwit.data.lint;

import org.jspecify.annotations.NullMarked;
