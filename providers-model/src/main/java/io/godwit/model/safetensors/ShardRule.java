package io.godwit.model.safetensors;

import io.godwit.model.file.ModelError;
import io.godwit.model.file.Rule;

/** The rules that an index of shards and the shards keep together. */
public enum ShardRule implements Rule {
  /** The index is JSON. */
  INDEX_NO_JSON,
  /** The index is UTF-8. */
  INDEX_NO_UTF8,
  /** After the index's object there is nothing. */
  INDEX_TRAILING,
  /** It has a weight_map, which is an object of texts. */
  INDEX_NO_MAP,
  /** It has one weight_map. */
  INDEX_MAP_TWICE,
  /** No tensor is listed twice. */
  INDEX_TENSOR_TWICE,
  /** At most 262,144 tensors in 1,024 shards are listed. */
  INDEX_TOO_MUCH,
  /** A shard is named by a plain file name that ends in .safetensors. */
  SHARD_NAME,
  /** A shard that is listed is there. */
  SHARD_MISSING,
  /** A shard that is there is listed. */
  SHARD_UNLISTED,
  /** A tensor that is listed is in the shard that the index says. */
  TENSOR_MISSING,
  /** A tensor of a shard is listed, for that shard. */
  TENSOR_UNLISTED;

  @Override
  public ModelError error() {
    return ModelError.BROKEN_SHARDS;
  }
}
