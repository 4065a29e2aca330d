package io.godwit.model.safetensors;

import io.godwit.model.file.ModelError;
import io.godwit.model.file.Rule;

/** The rules of a safetensors file, in the order in which a reader meets them. */
public enum SafetensorsRule implements Rule {
  /** A file has eight bytes for the length of its header. */
  FILE_TOO_SHORT,
  /** The length is below 2^63. */
  HEADER_LENGTH_NEGATIVE,
  /** The header has at most 100,000,000 bytes. */
  HEADER_TOO_LONG,
  /** The header ends before the file does. */
  HEADER_BEYOND_FILE,
  /** There is a header. */
  HEADER_EMPTY,
  /** The header does not begin with a byte-order mark. */
  HEADER_MARK,
  /** The header begins with its object; white space before it is a warning unless strict. */
  HEADER_LEADING_SPACE,
  /** The header is an object. */
  HEADER_NO_OBJECT,
  /** The header is UTF-8. */
  HEADER_NO_UTF8,
  /** The header is JSON (RFC 8259). */
  HEADER_NO_JSON,
  /** After the object there are only spaces. */
  HEADER_PADDING,
  /** There is one metadata object at most. */
  METADATA_TWICE,
  /** The metadata are an object. */
  METADATA_NO_OBJECT,
  /** No key of the metadata occurs twice. */
  METADATA_KEY_TWICE,
  /** Metadata values are texts. */
  METADATA_NO_TEXT,
  /** A tensor has a name. */
  NAME_EMPTY,
  /** A name does not climb out of a folder, and has no control characters. */
  NAME_UNSAFE,
  /** No name occurs twice. */
  NAME_TWICE,
  /** A tensor is described by an object. */
  ENTRY_NO_OBJECT,
  /** It has the three fields of the format and no other. */
  ENTRY_FIELD_UNKNOWN,
  /** No field occurs twice. */
  ENTRY_FIELD_TWICE,
  /** No field is missing. */
  ENTRY_FIELD_MISSING,
  /** The type is one of the format's, in capitals. */
  TYPE_UNKNOWN,
  /** The shape is a list of whole numbers that are not negative. */
  SHAPE_NO_LIST,
  /** A shape has at most 16 dimensions. */
  SHAPE_RANK,
  /** The number of values, and of their bytes, is below 2^63, also when a zero would hide it. */
  SHAPE_OVERFLOW,
  /** The offsets are two whole numbers that are not negative. */
  OFFSETS_NO_PAIR,
  /** A tensor does not end before it begins. */
  OFFSETS_REVERSED,
  /** A tensor fills whole bytes. */
  SIZE_PART_OF_BYTE,
  /** A tensor has as many bytes as its shape and type say. */
  SIZE_MISMATCH,
  /** The first tensor begins at 0, and each other where one ends. */
  BUFFER_HOLE,
  /** Tensors do not overlap. */
  BUFFER_OVERLAP,
  /** The file ends with the last tensor, not before. */
  BUFFER_TOO_SHORT,
  /** The file ends with the last tensor, not after. */
  BUFFER_TOO_LONG;

  @Override
  public ModelError error() {
    return ModelError.BROKEN_SAFETENSORS;
  }
}
