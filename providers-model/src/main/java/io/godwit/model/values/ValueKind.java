package io.godwit.model.values;

import io.godwit.model.file.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** The types whose values can be wrong, by the names that the formats give them. */
enum ValueKind {
  SINGLE(4, "F32", "FLOAT") {
    @Override
    Value value(byte[] bytes, int at) {
      return floating(Float.intBitsToFloat(u16(bytes, at) | (u16(bytes, at + 2) << 16)));
    }
  },
  DOUBLE(8, "F64", "DOUBLE") {
    @Override
    Value value(byte[] bytes, int at) {
      int high = u16(bytes, at + 4) | (u16(bytes, at + 6) << 16);
      boolean special = (high & 0x7ff00000) == 0x7ff00000;
      int mantissa = (high & 0xfffff) | u16(bytes, at) | u16(bytes, at + 2);
      return !special ? Value.FINE : mantissa == 0 ? Value.INFINITE : Value.NOT_A_NUMBER;
    }
  },
  COMPLEX(4, "C64", "COMPLEX64") {
    @Override
    Value value(byte[] bytes, int at) {
      return SINGLE.value(bytes, at);
    }
  },
  HALF(2, "F16", "FLOAT16") {
    @Override
    Value value(byte[] bytes, int at) {
      return special(u16(bytes, at), 0x7c00);
    }
  },
  BRAIN(2, "BF16", "BFLOAT16") {
    @Override
    Value value(byte[] bytes, int at) {
      return special(u16(bytes, at), 0x7f80);
    }
  },
  BOOLEAN(1, "BOOL", "BOOL") {
    @Override
    Value value(byte[] bytes, int at) {
      return (bytes[at] & 0xfe) == 0 ? Value.FINE : Value.NO_BOOLEAN;
    }
  };

  private final int bytes;
  private final String name;
  private final String onnxName;

  ValueKind(int bytes, String name, String onnxName) {
    this.bytes = bytes;
    this.name = name;
    this.onnxName = onnxName;
  }

  /** What is to be looked for in a tensor; empty if any bytes will do. */
  static Optional<ValueKind> of(Tensor tensor) {
    String name = tensor.type().name();
    return Arrays.stream(values())
        .filter(kind -> tensor.raw() && (name.equals(kind.name) || name.equals(kind.onnxName)))
        .findFirst();
  }

  int bytes() {
    return bytes;
  }

  /** What the value at this place is. */
  abstract Value value(byte[] bytes, int at);

  private static Value floating(float value) {
    return Float.isNaN(value)
        ? Value.NOT_A_NUMBER
        : Float.isInfinite(value) ? Value.INFINITE : Value.FINE;
  }

  private static Value special(int bits, int infinity) {
    int magnitude = bits & 0x7fff;
    return magnitude < infinity
        ? Value.FINE
        : magnitude == infinity ? Value.INFINITE : Value.NOT_A_NUMBER;
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }
}
