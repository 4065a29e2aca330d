/** Looks whether what a database holds is sound: schema, rows, references, indexes, speed. */
@NullMarked
package io.godwit.data.verify;

import org.jspecify.annotations.NullMarked;
