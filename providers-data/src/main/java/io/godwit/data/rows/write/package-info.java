/** Writes batches of rows: what they replace is kept, what cannot go is put aside. */
@NullMarked
package io.godwit.data.rows.write;

import org.jspecify.annotations.NullMarked;
