package io.godwit.model.gguf;

import io.godwit.model.file.ElementType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The tensor types of ggml by their numbers in files, with the values and bytes of a block: {@code
 * ggml.h}, {@code ggml-common.h} and {@code gguf-py/gguf/constants.py} of llama.cpp. Numbers that
 * are left out belong to types that have been withdrawn.
 */
public enum GgmlType {
  /** IEEE 754 single. */
  F32(0, 1, 4),
  /** IEEE 754 half. */
  F16(1, 1, 2),
  /** 4 bits with a scale. */
  Q4_0(2, 32, 18),
  /** 4 bits with scale and minimum. */
  Q4_1(3, 32, 20),
  /** 5 bits with a scale. */
  Q5_0(6, 32, 22),
  /** 5 bits with scale and minimum. */
  Q5_1(7, 32, 24),
  /** 8 bits with a scale. */
  Q8_0(8, 32, 34),
  /** 8 bits with scale and sum. */
  Q8_1(9, 32, 36),
  /** 2 bits in super-blocks. */
  Q2_K(10, 256, 84),
  /** 3 bits in super-blocks. */
  Q3_K(11, 256, 110),
  /** 4 bits in super-blocks. */
  Q4_K(12, 256, 144),
  /** 5 bits in super-blocks. */
  Q5_K(13, 256, 176),
  /** 6 bits in super-blocks. */
  Q6_K(14, 256, 210),
  /** 8 bits in super-blocks. */
  Q8_K(15, 256, 292),
  /** About 2.06 bits by a code book. */
  IQ2_XXS(16, 256, 66),
  /** About 2.31 bits by a code book. */
  IQ2_XS(17, 256, 74),
  /** About 3.06 bits by a code book. */
  IQ3_XXS(18, 256, 98),
  /** About 1.56 bits by a code book. */
  IQ1_S(19, 256, 50),
  /** 4 bits, not linear. */
  IQ4_NL(20, 32, 18),
  /** About 3.44 bits by a code book. */
  IQ3_S(21, 256, 110),
  /** About 2.56 bits by a code book. */
  IQ2_S(22, 256, 82),
  /** 4 bits, not linear, in super-blocks. */
  IQ4_XS(23, 256, 136),
  /** Signed byte. */
  I8(24, 1, 1),
  /** Signed, two bytes. */
  I16(25, 1, 2),
  /** Signed, four bytes. */
  I32(26, 1, 4),
  /** Signed, eight bytes. */
  I64(27, 1, 8),
  /** IEEE 754 double. */
  F64(28, 1, 8),
  /** About 1.75 bits by a code book. */
  IQ1_M(29, 256, 56),
  /** The upper half of an F32. */
  BF16(30, 1, 2),
  /** Ternary, packed tightly. */
  TQ1_0(34, 256, 54),
  /** Ternary, two bits each. */
  TQ2_0(35, 256, 66),
  /** 4-bit float of the MX formats. */
  MXFP4(39, 32, 17),
  /** 4-bit float with E4M3 scales. */
  NVFP4(40, 64, 36),
  /** One bit with a scale. */
  Q1_0(41, 128, 18),
  /** Two bits with a scale. */
  Q2_0(42, 64, 18);

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // A record of a text and two numbers.
  private final ElementType element;

  GgmlType(int number, int blockValues, int blockBytes) {
    this.number = number;
    this.element = new ElementType(name(), blockValues, blockBytes * Byte.SIZE);
  }

  /** The number that stands in files. */
  public int number() {
    return number;
  }

  /** The type as all formats describe it. */
  public ElementType element() {
    return element;
  }

  /** Whether values are approximated, so that a file must say by which version of the methods. */
  public boolean quantised() {
    return element.blockValues() > 1;
  }

  static Optional<GgmlType> numbered(long number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }
}
