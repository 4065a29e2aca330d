package io.godwit.knowledge.embedding;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderLimits;
import java.util.Optional;

/**
 * What embedding will take.
 *
 * @param texts how many texts
 * @param tokens how many tokens, as an estimate
 * @param calls how many calls, at least
 * @param price what the service will charge, for example {@code 1.30 USD}; empty when nothing
 */
public record EmbedderCost(long texts, long tokens, long calls, Optional<String> price) {

  /** What so many texts will take, asked for in batches. */
  public static EmbedderCost of(Embedder embedder, int batch, long texts, long tokens) {
    EmbedderLimits limits = embedder.limits();
    long perCall = Math.min(batch, limits.maxTexts());
    long calls = Math.max(divideUp(texts, perCall), divideUp(tokens, limits.maxTokens()));
    Optional<String> price =
        limits.price().map(each -> each.of(tokens).toPlainString() + " " + each.currency());
    return new EmbedderCost(texts, tokens, calls, price);
  }

  private static long divideUp(long count, long by) {
    return count / by + (count % by == 0 ? 0 : 1);
  }

  /** As a plan shows it. */
  @Override
  public String toString() {
    return texts
        + " texts to embed, about "
        + tokens
        + " tokens, "
        + calls
        + " calls"
        + price.map(amount -> ", about " + amount).orElse("");
  }
}
