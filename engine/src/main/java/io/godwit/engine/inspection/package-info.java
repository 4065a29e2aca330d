/** Finds out what migrations would do, and what has become of targets, and changes none. */
@NullMarked
package io.godwit.engine.inspection;

import org.jspecify.annotations.NullMarked;
