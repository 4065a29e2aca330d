/** A database as a target. */
@NullMarked
package io.godwit.data.target;

import org.jspecify.annotations.NullMarked;
