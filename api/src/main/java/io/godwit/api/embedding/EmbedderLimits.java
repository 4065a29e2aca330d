package io.godwit.api.embedding;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * How much one call of an embedder may carry, and what it costs.
 *
 * @param maxTexts the most texts in one call
 * @param maxTokens the most tokens in one call over all its texts, by {@link
 *     Embedder#estimateTokens}; {@link Long#MAX_VALUE} when there is no bound
 * @param price what the service charges; empty when nothing
 * @param maxPrice the most that one step may cost, in the currency of the price; empty for no cap
 */
public record EmbedderLimits(
    int maxTexts, long maxTokens, Optional<TokenPrice> price, Optional<BigDecimal> maxPrice) {

  /** Without a cap. */
  public EmbedderLimits(int maxTexts, long maxTokens, Optional<TokenPrice> price) {
    this(maxTexts, maxTokens, price, Optional.empty());
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a call could carry nothing, or a cap has no price
   */
  public EmbedderLimits {
    Objects.requireNonNull(price, "price");
    if (maxPrice.isPresent() && (price.isEmpty() || maxPrice.get().signum() < 0)) {
      throw new IllegalArgumentException("a cap needs a price, and is not negative");
    }
    if (maxTexts < 1 || maxTokens < 1) {
      throw new IllegalArgumentException(
          "a call carries at least one text of one token: " + maxTexts + ", " + maxTokens);
    }
  }

  /** A bound on the texts alone, free of charge. */
  public static EmbedderLimits texts(int maxTexts) {
    return new EmbedderLimits(maxTexts, Long.MAX_VALUE, Optional.empty());
  }
}
