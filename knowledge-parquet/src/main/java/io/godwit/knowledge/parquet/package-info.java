/** Collections as Parquet files with a VDF_META.json beside them. */
@NullMarked
package io.godwit.knowledge.parquet;

import org.jspecify.annotations.NullMarked;
