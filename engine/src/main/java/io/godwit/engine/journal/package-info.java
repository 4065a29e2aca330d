/** A run as the fold of its journal. */
@NullMarked
package io.godwit.engine.journal;

import org.jspecify.annotations.NullMarked;
