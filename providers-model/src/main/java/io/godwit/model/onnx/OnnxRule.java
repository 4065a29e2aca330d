package io.godwit.model.onnx;

import io.godwit.model.file.ModelError;
import io.godwit.model.file.Rule;

/** The rules of an ONNX file: protobuf's, then those of the messages. */
public enum OnnxRule implements Rule {
  /** Protobuf messages are below 2 GiB. */
  FILE_TOO_LONG,
  /** A number ends within ten bytes and its message, and below 2^64. */
  VARINT,
  /** A field has a number from 1 to 536,870,911. */
  FIELD_NUMBER,
  /** A field is a number, four or eight bytes, or has a length; groups are not used. */
  FIELD_WIRE_TYPE,
  /** A field that we know is encoded as its definition says. */
  FIELD_ENCODING,
  /** A field ends before its message does. */
  FIELD_LENGTH,
  /** A field that occurs once by its definition does so: readers differ in which they take. */
  FIELD_TWICE,
  /** Messages are nested at most 64 deep. */
  NESTING,
  /** A text is UTF-8. */
  TEXT_NO_UTF8,
  /** The version of the format is there, from 1. */
  IR_VERSION,
  /** From version 3 of the format there is an operator set. */
  OPSET_MISSING,
  /** An operator set has a version from 1. */
  OPSET_VERSION,
  /** No operator set is imported twice. */
  OPSET_TWICE,
  /** There is a graph. */
  GRAPH_MISSING,
  /** A node names its operator. */
  NODE_NO_OPERATOR,
  /** No key of the metadata occurs twice. */
  METADATA_KEY_TWICE,
  /** An initializer has a name, without control characters. */
  NAME_MISSING,
  /** No name occurs twice in a graph. */
  NAME_TWICE,
  /** The type is one of the format's. */
  TYPE_UNKNOWN,
  /** A shape has at most 16 dimensions. */
  SHAPE_RANK,
  /** No dimension is negative. */
  SHAPE_NEGATIVE,
  /** The number of values, and of their bits, is below 2^63. */
  SHAPE_OVERFLOW,
  /** A tensor is stored whole. */
  SEGMENT,
  /** Packed numbers fill their field. */
  PACKED_LENGTH,
  /** A tensor's values are in one field. */
  DATA_TWICE,
  /** They are in the field that belongs to the type. */
  DATA_FIELD,
  /** There are as many values, or raw bytes, as shape and type say. */
  DATA_SIZE,
  /** The place of the values is the file itself or another file. */
  DATA_LOCATION;

  @Override
  public ModelError error() {
    return ModelError.BROKEN_ONNX;
  }
}
