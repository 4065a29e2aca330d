package io.godwit.model.onnx;

import java.util.OptionalLong;

/** The files beside a model, in which its tensors may have their values. */
@FunctionalInterface
public interface Siblings {

  /**
   * The size of a file.
   *
   * @param path relative to the model's tree; a plain file, not a link
   */
  OptionalLong sizeOf(String path);
}
