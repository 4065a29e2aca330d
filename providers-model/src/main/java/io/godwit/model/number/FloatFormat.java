package io.godwit.model.number;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The float formats among which tensors are cast. All values pass through the bits of an F32, which
 * holds every value of the other two exactly; so each conversion rounds once.
 *
 * <p>Rounding is to nearest, ties to even, as IEEE 754 and the processors have it; what is too
 * large becomes an infinity, what is too small a subnormal number or a zero of its sign. A NaN
 * stays a NaN: the upper bits of its payload are kept, and a narrowed one is quiet.
 */
public enum FloatFormat {
  /** IEEE 754 single. */
  F32(4) {
    @Override
    void widen(ByteBuffer in, int[] bits, int count) {
      in.asIntBuffer().get(bits, 0, count);
    }

    @Override
    void narrow(int[] bits, ByteBuffer out, int count) {
      out.asIntBuffer().put(bits, 0, count);
    }

    @Override
    boolean overflows(int[] bits, int from, int to) {
      return false;
    }

    @Override
    float round(double value) {
      return (float) value;
    }
  },
  /** IEEE 754 half. */
  F16(2) {
    @Override
    void widen(ByteBuffer in, int[] bits, int count) {
      for (int i = 0; i < count; i++) {
        bits[i] = FloatBits.ofHalf(in.getShort(2 * i));
      }
    }

    @Override
    void narrow(int[] bits, ByteBuffer out, int count) {
      for (int i = 0; i < count; i++) {
        out.putShort(2 * i, (short) FloatBits.half(bits[i]));
      }
    }

    @Override
    boolean overflows(int[] bits, int from, int to) {
      return anyBetween(bits, from, to, FloatBits.HALF_OVERFLOW);
    }
  },
  /** The upper half of an F32. */
  BF16(2) {
    @Override
    void widen(ByteBuffer in, int[] bits, int count) {
      short[] halves = new short[count];
      in.asShortBuffer().get(halves);
      for (int i = 0; i < count; i++) {
        bits[i] = halves[i] << Short.SIZE;
      }
    }

    @Override
    void narrow(int[] bits, ByteBuffer out, int count) {
      short[] halves = new short[count];
      for (int i = 0; i < count; i++) {
        halves[i] = (short) FloatBits.brain(bits[i]);
      }
      out.asShortBuffer().put(halves);
    }

    @Override
    boolean overflows(int[] bits, int from, int to) {
      return anyBetween(bits, from, to, FloatBits.BRAIN_OVERFLOW);
    }
  };

  private final int bytes;

  FloatFormat(int bytes) {
    this.bytes = bytes;
  }

  /** How many bytes a value takes. */
  public int bytes() {
    return bytes;
  }

  /** The format of this name. */
  public static Optional<FloatFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.name().equals(name)).findFirst();
  }

  /** Reads values from the beginning of a little-endian buffer as the bits of F32. */
  abstract void widen(ByteBuffer in, int[] bits, int count);

  /** Rounds the bits of F32 and writes them to the beginning of a little-endian buffer. */
  abstract void narrow(int[] bits, ByteBuffer out, int count);

  /** Whether a finite value among these is too large for this format. */
  abstract boolean overflows(int[] bits, int from, int to);

  /**
   * An F32 that rounds to this format as the value itself does: rounded to odd, so that rounding
   * again goes the right way (Boldo and Melquiond, 2008).
   */
  float round(double value) {
    return FloatBits.odd(value);
  }

  /** Without branches, so that the compiler can take many values at a time. */
  private static boolean anyBetween(int[] bits, int from, int to, int least) {
    int found = 0;
    for (int i = from; i < to; i++) {
      int magnitude = bits[i] & FloatBits.MAGNITUDE;
      found |= (least - 1 - magnitude) & (magnitude - FloatBits.INFINITY);
    }
    return found < 0;
  }
}
