/** A run: its frozen plan, and the fold of its journal over it. */
@NullMarked
package io.godwit.engine.journal;

import org.jspecify.annotations.NullMarked;
