package io.godwit.engine.config;

import io.godwit.engine.config.ScalarForm.NotOfThisForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them, with {@code _} between digits where they like. */
final class Numbers {

  private static final int LONGEST = 40;
  private static final Pattern WHOLE = Pattern.compile("([+-]?[0-9][0-9_]*)(?: ?([KMGT])iB)?");
  private static final Pattern REAL =
      Pattern.compile("[+-]?[0-9][0-9_]*(\\.[0-9_]+)?([eE][+-]?[0-9]{1,3})?");

  private Numbers() {}

  static Object wholeInt(String text) {
    Matcher matcher = whole(text);
    if (matcher.group(2) != null) {
      throw new NotOfThisForm();
    }
    return fitting(digits(matcher), Integer.MIN_VALUE, Integer.MAX_VALUE).intValueExact();
  }

  static Object wholeLong(String text) {
    Matcher matcher = whole(text);
    int shift = matcher.group(2) == null ? 0 : 10 * (1 + "KMGT".indexOf(matcher.group(2)));
    return fitting(digits(matcher).shiftLeft(shift), Long.MIN_VALUE, Long.MAX_VALUE)
        .longValueExact();
  }

  static Object real(String text) {
    return Double.valueOf(realText(text));
  }

  static Object decimal(String text) {
    return new BigDecimal(realText(text));
  }

  private static String realText(String text) {
    if (text.length() > LONGEST || !REAL.matcher(text).matches()) {
      throw new NotOfThisForm();
    }
    return text.replace("_", "");
  }

  private static Matcher whole(String text) {
    Matcher matcher = WHOLE.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw new NotOfThisForm();
    }
    return matcher;
  }

  private static BigInteger digits(Matcher matcher) {
    return new BigInteger(matcher.group(1).replace("_", ""));
  }

  private static BigInteger fitting(BigInteger number, long least, long most) {
    if (number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new IllegalArgumentException("the number has to lie from " + least + " to " + most);
    }
    return number;
  }
}
