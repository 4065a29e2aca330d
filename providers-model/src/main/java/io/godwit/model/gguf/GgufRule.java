package io.godwit.model.gguf;

import io.godwit.model.file.ModelError;
import io.godwit.model.file.Rule;

/** The rules of a GGUF file, in the order in which a reader meets them. */
public enum GgufRule implements Rule {
  /** Whatever begins ends before the file does. */
  TRUNCATED,
  /** The file begins with GGUF. */
  MAGIC,
  /** The file is little-endian. */
  BYTE_ORDER,
  /** Version 1, whose lengths have 32 bits, is not read. */
  VERSION_OLD,
  /** The version is 2 or 3. */
  VERSION_UNKNOWN,
  /** So many tensors fit into the bytes that remain. */
  TENSOR_COUNT,
  /** So many keys fit into the bytes that remain. */
  KEY_COUNT,
  /** A key has 1 to 65,535 bytes. */
  KEY_LENGTH,
  /** A key is printable ASCII. */
  KEY_NO_ASCII,
  /** No key occurs twice. */
  KEY_TWICE,
  /** A value is of one of 13 types. */
  VALUE_TYPE,
  /** A text is no longer than the bytes that remain. */
  TEXT_LENGTH,
  /** A text is UTF-8. */
  TEXT_NO_UTF8,
  /** A truth value is 0 or 1. */
  BOOLEAN,
  /** An array has no more elements than the bytes that remain can hold. */
  ARRAY_COUNT,
  /** An array holds no arrays; no loader reads such a file. */
  ARRAY_NESTED,
  /** general.alignment is an unsigned number of 32 bits. */
  ALIGNMENT_TYPE,
  /** general.alignment is a power of two, and at least 8. */
  ALIGNMENT_VALUE,
  /** general.architecture is there, as a text. */
  ARCHITECTURE_MISSING,
  /** A tensor's name has 1 to 63 bytes. */
  NAME_LENGTH,
  /** A tensor's name is UTF-8 without control characters. */
  NAME_NO_UTF8,
  /** No name occurs twice. */
  NAME_TWICE,
  /** A tensor has at most four dimensions. */
  SHAPE_RANK,
  /** The number of values, and of their bits, is below 2^63. */
  SHAPE_OVERFLOW,
  /** The type is one of ggml's that has not been withdrawn. */
  TYPE_UNKNOWN,
  /** A row fills whole blocks. */
  ROW_PART_OF_BLOCK,
  /** Each tensor begins where the one before it ends, aligned. */
  OFFSET,
  /** general.quantization_version is there when a tensor is quantised. */
  QUANTISATION_MISSING,
  /** The file ends with the last tensor, not before. */
  DATA_TOO_SHORT,
  /** The file ends with the last tensor, aligned or not, and not after. */
  DATA_TOO_LONG;

  @Override
  public ModelError error() {
    return ModelError.BROKEN_GGUF;
  }
}
