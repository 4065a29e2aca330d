package io.godwit.model.smoke;

import java.math.BigDecimal;

/**
 * How far an output may be from what is expected: the sum of both. NaN is near NaN only, an
 * infinity near itself only; texts and booleans must be equal.
 *
 * @param absolute in the unit of the output
 * @param relative as a share of the expected value
 */
public record Tolerance(double absolute, double relative) {

  /** Refuses what is no distance. */
  public Tolerance {
    if (!(absolute >= 0) || !(relative >= 0)) {
      throw new IllegalArgumentException("a tolerance is not negative");
    }
  }

  /** Whether a value is near enough. */
  boolean accepts(Object expected, Object value) {
    if (expected instanceof Long one && value instanceof Long other) {
      double distance = BigDecimal.valueOf(one).subtract(BigDecimal.valueOf(other)).doubleValue();
      return Math.abs(distance) <= absolute + relative * Math.abs((double) one);
    }
    if (expected instanceof Number wanted && value instanceof Number got) {
      return near(wanted.doubleValue(), got.doubleValue());
    }
    // JSON has no word for NaN and the infinities: a text stands for them.
    return (expected instanceof String && value instanceof Double)
        ? expected.equals(value.toString())
        : expected.equals(value);
  }

  private boolean near(double expected, double got) {
    return Double.isFinite(got)
        && Math.abs(expected - got) <= absolute + relative * Math.abs(expected);
  }
}
