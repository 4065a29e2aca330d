package io.godwit.model.file;

import java.util.Objects;

/**
 * One tensor of a model file.
 *
 * @param name unique in its file
 * @param type how its values are stored
 * @param shape its dimensions
 * @param data where its bytes stand; for ONNX tensors whose values are not stored as raw bytes,
 *     where the whole tensor stands
 * @param raw whether those bytes are the values and nothing else
 */
public record Tensor(String name, ElementType type, Shape shape, ByteRange data, boolean raw) {

  /** A tensor whose bytes are its values. */
  public Tensor(String name, ElementType type, Shape shape, ByteRange data) {
    this(name, type, shape, data, true);
  }

  /** Checks that nothing is null. */
  public Tensor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(data, "data");
  }
}
