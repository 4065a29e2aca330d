package io.godwit.model.number;

/** Conversions between the bits of single floats, halves and brain floats. */
public final class FloatBits {

  static final int MAGNITUDE = 0x7fffffff;
  static final int INFINITY = 0x7f800000;

  /** The least F32 that rounds to an infinite half: 65520. */
  static final int HALF_OVERFLOW = 0x477ff000;

  /** The least F32 that rounds to an infinite brain float. */
  static final int BRAIN_OVERFLOW = 0x7f7f8000;

  private static final int HALF_NORMAL = 0x38800000;
  private static final int HALF_BIAS = 0x38000000;
  private static final int HALF_HALF_SMALLEST = 102;
  private static final int HALF_UNIT = 126;

  private FloatBits() {}

  /** The half that is nearest to an F32. */
  public static int half(int bits) {
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & MAGNITUDE;
    if (magnitude > INFINITY) {
      return sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff);
    }
    if (magnitude >= HALF_OVERFLOW) {
      return sign | 0x7c00;
    }
    if (magnitude >= HALF_NORMAL) {
      int rebased = magnitude - HALF_BIAS;
      return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13);
    }
    return sign | subnormal(magnitude);
  }

  private static int subnormal(int magnitude) {
    int exponent = magnitude >>> 23;
    if (exponent < HALF_HALF_SMALLEST) {
      return 0;
    }
    int mantissa = (magnitude & 0x7fffff) | 0x800000;
    int shift = HALF_UNIT - exponent;
    int half = 1 << (shift - 1);
    int even = (mantissa >>> shift) & 1;
    return (mantissa + half - 1 + even) >>> shift;
  }

  /** The F32 that a half is. */
  public static int ofHalf(int half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      return sign | Float.floatToRawIntBits(mantissa * 0x1p-24f);
    }
    return exponent == 0x1f
        ? sign | INFINITY | (mantissa << 13)
        : sign | ((exponent << 23) + HALF_BIAS) | (mantissa << 13);
  }

  /** The brain float that is nearest to an F32. */
  public static int brain(int bits) {
    int rounded = (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
    int quiet = (bits >>> 16) | 0x40;
    return (bits & MAGNITUDE) > INFINITY ? quiet : rounded;
  }

  /** The F32 that a brain float is. */
  public static int ofBrain(int brain) {
    return brain << 16;
  }

  /** An F32 next to the value: it, or the neighbour whose last bit is one. */
  static float odd(double value) {
    float nearest = (float) value;
    if (nearest == value || Double.isNaN(value)) {
      return nearest;
    }
    int bits = Float.floatToRawIntBits(nearest);
    boolean above = Math.abs((double) nearest) > Math.abs(value);
    return Float.intBitsToFloat((above ? bits - 1 : bits) | 1);
  }
}
