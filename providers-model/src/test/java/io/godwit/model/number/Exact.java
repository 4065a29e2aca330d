package io.godwit.model.number;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rounding by the definition, in exact decimal arithmetic and without any trick of bits: all
 * numbers of a 16-bit format in order, the two around a value, and the nearer of them; when both
 * are as near, the one whose last bit is zero.
 */
final class Exact {

  private final TreeMap<BigDecimal, Integer> numbers = new TreeMap<>();
  private final BigDecimal limit;
  private final int infinity;

  /** A format with so many bits of mantissa, whose exponents have this bias. */
  private Exact(int mantissaBits, int bias) {
    infinity = (0x7fff >> mantissaBits) << mantissaBits;
    for (int bits = 0; bits < infinity; bits++) {
      numbers.put(value(bits, mantissaBits, bias), bits);
    }
    limit = value(infinity, mantissaBits, bias);
  }

  static Exact half() {
    return new Exact(10, 15);
  }

  static Exact brain() {
    return new Exact(7, 127);
  }

  /** What the bits stand for; an infinity counts as the number that would follow the largest. */
  private static BigDecimal value(int bits, int mantissaBits, int bias) {
    int exponent = bits >> mantissaBits;
    int mantissa = bits & ((1 << mantissaBits) - 1);
    int whole = exponent == 0 ? mantissa : mantissa + (1 << mantissaBits);
    int power = Math.max(exponent, 1) - bias - mantissaBits;
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal factor = power >= 0 ? two.pow(power) : BigDecimal.ONE.divide(two.pow(-power));
    return BigDecimal.valueOf(whole).multiply(factor);
  }

  /** The bits of the number that is nearest to a finite value that is not negative. */
  int nearest(BigDecimal value) {
    Map.Entry<BigDecimal, Integer> below = numbers.floorEntry(value);
    Map.Entry<BigDecimal, Integer> above = numbers.ceilingEntry(value);
    BigDecimal upper = above == null ? limit : above.getKey();
    int upperBits = above == null ? infinity : above.getValue();
    int side = value.subtract(below.getKey()).compareTo(upper.subtract(value));
    if (side == 0) {
      return (below.getValue() & 1) == 0 ? below.getValue() : upperBits;
    }
    return side < 0 ? below.getValue() : upperBits;
  }
}
