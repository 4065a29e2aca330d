/** Moves rows from where they are to where they go, batch by batch, and back. */
@NullMarked
package io.godwit.data.rows.move;

import org.jspecify.annotations.NullMarked;
