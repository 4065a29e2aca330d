/** Which rows go where, and in which order: how they are cut into batches by key. */
@NullMarked
package io.godwit.data.rows.batch;

import org.jspecify.annotations.NullMarked;
