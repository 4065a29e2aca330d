package io.godwit.model.safetensors;

import io.godwit.model.file.ElementType;
import java.util.Arrays;
import java.util.Optional;

/** The element types of safetensors 0.8, by the names that stand in files. */
public enum SafetensorsType {
  /** 4-bit float of the MX formats, two in a byte. */
  F4(4),
  /** 6-bit float of the MX formats. */
  F6_E2M3(6),
  /** 6-bit float of the MX formats. */
  F6_E3M2(6),
  /** One byte, 0 or 1. */
  BOOL(8),
  /** Unsigned byte. */
  U8(8),
  /** Signed byte. */
  I8(8),
  /** 8-bit float. */
  F8_E4M3(8),
  /** 8-bit float. */
  F8_E5M2(8),
  /** 8-bit scale of the MX formats. */
  F8_E8M0(8),
  /** 8-bit float without infinities and negative zero. */
  F8_E4M3FNUZ(8),
  /** 8-bit float without infinities and negative zero. */
  F8_E5M2FNUZ(8),
  /** Signed, two bytes. */
  I16(16),
  /** Unsigned, two bytes. */
  U16(16),
  /** IEEE 754 half. */
  F16(16),
  /** The upper half of an F32. */
  BF16(16),
  /** Signed, four bytes. */
  I32(32),
  /** Unsigned, four bytes. */
  U32(32),
  /** IEEE 754 single. */
  F32(32),
  /** Signed, eight bytes. */
  I64(64),
  /** Unsigned, eight bytes. */
  U64(64),
  /** IEEE 754 double. */
  F64(64),
  /** Two singles: real, imaginary. */
  C64(64);

  @SuppressWarnings("ImmutableEnumChecker") // A record of a text and two numbers.
  private final ElementType element;

  SafetensorsType(int bits) {
    this.element = ElementType.of(name(), bits);
  }

  /** The type as all formats describe it. */
  public ElementType element() {
    return element;
  }

  /** The type of this name. */
  public static Optional<SafetensorsType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
