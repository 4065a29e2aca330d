/** Rows made out of rows, one at a time, by a Java class or a program, and how they go as JSON. */
@NullMarked
package io.godwit.data.transform;

import org.jspecify.annotations.NullMarked;
