package io.godwit.api.embedding;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What a service charges for tokens.
 *
 * @param perMillion for a million tokens
 * @param currency ISO 4217 code, for example {@code USD}
 */
public record TokenPrice(BigDecimal perMillion, String currency) {

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /**
   * Checks the price.
   *
   * @throws IllegalArgumentException if it is negative or the currency is no code of three letters
   */
  public TokenPrice {
    Objects.requireNonNull(perMillion, "perMillion");
    if (perMillion.signum() < 0 || !currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("no price: " + perMillion + " " + currency);
    }
  }

  /** What so many tokens cost, rounded up to a hundredth. */
  public BigDecimal of(long tokens) {
    return perMillion.multiply(BigDecimal.valueOf(tokens)).divide(MILLION, 2, RoundingMode.UP);
  }
}
