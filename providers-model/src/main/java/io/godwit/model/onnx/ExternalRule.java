package io.godwit.model.onnx;

import io.godwit.model.file.ModelError;
import io.godwit.model.file.Rule;

/** The rules of ONNX tensors whose values are in another file. */
public enum ExternalRule implements Rule {
  /** The keys are location, offset, length and checksum. */
  EXTERNAL_KEY_UNKNOWN,
  /** No key occurs twice. */
  EXTERNAL_KEY_TWICE,
  /** There is a location. */
  EXTERNAL_NO_LOCATION,
  /** The location is relative and stays in the model's folder. */
  EXTERNAL_PATH,
  /** The file is there. */
  EXTERNAL_FILE_MISSING,
  /** Offset and length are whole numbers below 2^63. */
  EXTERNAL_NUMBER,
  /** Offset and length are inside the file. */
  EXTERNAL_RANGE,
  /** The length is what shape and type say. */
  EXTERNAL_SIZE,
  /** Texts are not external. */
  EXTERNAL_TEXT,
  /** A tensor has no values of its own when they are external, and says that they are. */
  EXTERNAL_AND_OWN;

  @Override
  public ModelError error() {
    return ModelError.BROKEN_EXTERNAL_DATA;
  }
}
