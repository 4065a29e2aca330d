/** safetensors: one file, or shards with an index. */
@NullMarked
package io.godwit.model.safetensors;

import org.jspecify.annotations.NullMarked;
