/**
 * Changes of rows, one at a time: an extension brings one by implementing {@link
 * io.godwit.api.row.RowTransform}; a step {@code data.transform} names it.
 */
@NullMarked
package io.godwit.api.row;

import org.jspecify.annotations.NullMarked;
