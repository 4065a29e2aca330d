package io.godwit.model.compare;

import io.godwit.model.file.Tensor;

/**
 * A tensor in a report.
 *
 * @param shape {@code [2,768]}
 * @param bytes how many bytes its values take
 */
public record TensorLine(
    String file, String name, String type, String shape, long parameters, long bytes) {

  /** The line of a tensor. */
  static TensorLine of(Tensor tensor) {
    return new TensorLine(
        tensor.data().file(),
        tensor.name(),
        tensor.type().name(),
        tensor.shape().toString(),
        tensor.shape().values(),
        tensor.data().length());
  }
}
