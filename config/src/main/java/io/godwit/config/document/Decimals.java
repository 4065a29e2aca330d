package io.godwit.config.document;

import java.math.BigDecimal;

/** Numbers with a fraction, as every format writes them. */
public final class Decimals {

  private static final int PLAIN = 20;

  private Decimals() {}

  /** With a point, so that it is read as such a number again. */
  public static String written(String canonical) {
    if (canonical.endsWith("inf") || canonical.equals("nan")) {
      return canonical;
    }
    BigDecimal number = new BigDecimal(canonical);
    if (Math.abs((long) number.scale()) > PLAIN || number.precision() > 2 * PLAIN) {
      String text = number.toString();
      return text.contains("E") || text.contains(".") ? text : text + ".0";
    }
    String plain = number.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
