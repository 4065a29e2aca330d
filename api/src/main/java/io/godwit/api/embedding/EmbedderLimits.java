package io.godwit.api.embedding;

import java.util.Objects;
import java.util.Optional;

/**
 * How much one call of an embedder may carry, and what it costs.
 *
 * @param maxTexts the most texts in one call
 * @param maxTokens the most tokens in one call over all its texts, by {@link
 *     Embedder#estimateTokens}; {@link Long#MAX_VALUE} when there is no bound
 * @param price what the service charges; empty when nothing
 */
public record EmbedderLimits(int maxTexts, long maxTokens, Optional<TokenPrice> price) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a call could carry nothing
   */
  public EmbedderLimits {
    Objects.requireNonNull(price, "price");
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
