/**
 * Rows on their way: {@code data.transform} and {@code data.backfill}. They go by key ranges whose
 * last border is fixed when the step begins, each range in one transaction with its checkpoint.
 */
@NullMarked
package io.godwit.data.rows;

import org.jspecify.annotations.NullMarked;
