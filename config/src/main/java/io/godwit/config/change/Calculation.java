package io.godwit.config.change;

import io.godwit.config.document.Value;
import java.math.BigDecimal;
import java.math.MathContext;

/** Plus, minus, times, divided by and parentheses, in decimal numbers of 34 digits. */
final class Calculation {

  private static final int DEEPEST = 50;

  private final String text;
  private int at;
  private int depth;

  private Calculation(String text) {
    this.text = text;
  }

  /** Refuses what cannot be calculated, whatever the numbers are. */
  static void check(String text) {
    try {
      var unused = new Calculation(text).whole();
    } catch (ArithmeticException e) {
      // It depends on the numbers.
    }
  }

  /** A whole number, if the result is one. */
  static Value result(String text) {
    try {
      BigDecimal result = new Calculation(text).whole().stripTrailingZeros();
      return result.scale() <= 0 && result.precision() - result.scale() < 100
          ? Value.integer(result.toBigIntegerExact())
          : Value.decimal(result);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + text.strip() + "' cannot be calculated: " + e.getMessage());
    }
  }

  private BigDecimal whole() {
    BigDecimal result = sum();
    if (at < text.length()) {
      throw wrong();
    }
    return result;
  }

  private BigDecimal sum() {
    BigDecimal sum = product();
    while (true) {
      if (take('+')) {
        sum = sum.add(product(), MathContext.DECIMAL128);
      } else if (take('-')) {
        sum = sum.subtract(product(), MathContext.DECIMAL128);
      } else {
        return sum;
      }
    }
  }

  private BigDecimal product() {
    BigDecimal product = factor();
    while (true) {
      if (take('*')) {
        product = product.multiply(factor(), MathContext.DECIMAL128);
      } else if (take('/')) {
        product = product.divide(factor(), MathContext.DECIMAL128);
      } else {
        return product;
      }
    }
  }

  private BigDecimal factor() {
    if (++depth > DEEPEST) {
      throw wrong();
    }
    BigDecimal value;
    if (take('-')) {
      value = factor().negate();
    } else if (take('(')) {
      value = sum();
      if (!take(')')) {
        throw wrong();
      }
    } else {
      value = number();
    }
    depth--;
    return value;
  }

  private BigDecimal number() {
    blanks();
    int start = at;
    while (at < text.length() && "0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
      boolean exponent = "eE".indexOf(text.charAt(at - 1)) >= 0;
      if (exponent && at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
    String number = text.substring(start, at);
    if (!number.matches("[0-9]{1,100}(\\.[0-9]{1,100})?([eE][-+]?[0-9]{1,3})?")) {
      throw wrong();
    }
    blanks();
    return new BigDecimal(number);
  }

  private boolean take(char c) {
    blanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "'" + text.strip() + "' cannot be calculated; write numbers, {key}, + - * / and ( )");
  }
}
