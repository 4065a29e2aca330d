package io.godwit.model.onnx;

import io.godwit.model.file.ElementType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The element types of ONNX by their numbers ({@code TensorProto.DataType} in {@code onnx.proto}),
 * with the field that holds their values when they are not raw bytes.
 */
public enum OnnxType {
  /** IEEE 754 single. */
  FLOAT(1, 32, Field.FLOATS, 1, 1),
  /** Unsigned byte. */
  UINT8(2, 8, Field.INT32S, 1, 1),
  /** Signed byte. */
  INT8(3, 8, Field.INT32S, 1, 1),
  /** Unsigned, two bytes. */
  UINT16(4, 16, Field.INT32S, 1, 1),
  /** Signed, two bytes. */
  INT16(5, 16, Field.INT32S, 1, 1),
  /** Signed, four bytes. */
  INT32(6, 32, Field.INT32S, 1, 1),
  /** Signed, eight bytes. */
  INT64(7, 64, Field.INT64S, 1, 1),
  /** A text of any length. */
  STRING(8, 0, Field.STRINGS, 1, 1),
  /** One byte, 0 or 1. */
  BOOL(9, 8, Field.INT32S, 1, 1),
  /** IEEE 754 half. */
  FLOAT16(10, 16, Field.INT32S, 1, 1),
  /** IEEE 754 double. */
  DOUBLE(11, 64, Field.DOUBLES, 1, 1),
  /** Unsigned, four bytes. */
  UINT32(12, 32, Field.UINT64S, 1, 1),
  /** Unsigned, eight bytes. */
  UINT64(13, 64, Field.UINT64S, 1, 1),
  /** Two singles: real, imaginary. */
  COMPLEX64(14, 64, Field.FLOATS, 2, 1),
  /** Two doubles: real, imaginary. */
  COMPLEX128(15, 128, Field.DOUBLES, 2, 1),
  /** The upper half of a single. */
  BFLOAT16(16, 16, Field.INT32S, 1, 1),
  /** 8-bit float. */
  FLOAT8E4M3FN(17, 8, Field.INT32S, 1, 1),
  /** 8-bit float without negative zero. */
  FLOAT8E4M3FNUZ(18, 8, Field.INT32S, 1, 1),
  /** 8-bit float. */
  FLOAT8E5M2(19, 8, Field.INT32S, 1, 1),
  /** 8-bit float without negative zero. */
  FLOAT8E5M2FNUZ(20, 8, Field.INT32S, 1, 1),
  /** Two unsigned numbers in a byte. */
  UINT4(21, 4, Field.INT32S, 1, 2),
  /** Two signed numbers in a byte. */
  INT4(22, 4, Field.INT32S, 1, 2),
  /** Two 4-bit floats in a byte. */
  FLOAT4E2M1(23, 4, Field.INT32S, 1, 2),
  /** 8-bit scale of the MX formats. */
  FLOAT8E8M0(24, 8, Field.INT32S, 1, 1),
  /** Four unsigned numbers in a byte. */
  UINT2(25, 2, Field.INT32S, 1, 4),
  /** Four signed numbers in a byte. */
  INT2(26, 2, Field.INT32S, 1, 4);

  /** The fields of a tensor that hold values. */
  enum Field {
    FLOATS(4),
    INT32S(5),
    STRINGS(6),
    INT64S(7),
    DOUBLES(10),
    UINT64S(11);

    private final int number;

    Field(int number) {
      this.number = number;
    }

    static Optional<Field> numbered(int number) {
      return Arrays.stream(values()).filter(field -> field.number == number).findFirst();
    }
  }

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // A record of a text and two numbers.
  private final ElementType element;

  private final Field field;
  private final int slots;
  private final int packed;

  OnnxType(int number, int bits, Field field, int slots, int packed) {
    this.number = number;
    this.element = ElementType.of(name(), bits);
    this.field = field;
    this.slots = slots;
    this.packed = packed;
  }

  int number() {
    return number;
  }

  /** The type as all formats describe it. */
  public ElementType element() {
    return element;
  }

  Field field() {
    return field;
  }

  /** How many entries of its field so many values take. */
  long entries(long values) {
    return Math.multiplyExact(values / packed + (values % packed == 0 ? 0 : 1), (long) slots);
  }

  /** How many raw bytes so many values take; the last byte may be filled in part. */
  long bytes(long values) {
    long bits = element.bits(values);
    return bits / Byte.SIZE + (bits % Byte.SIZE == 0 ? 0 : 1);
  }

  static Optional<OnnxType> numbered(long number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }
}
