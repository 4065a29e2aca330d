package io.godwit.knowledge.embedding;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderLimits;
import io.godwit.api.embedding.TokenPrice;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import java.math.BigDecimal;
import java.util.List;
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

  /**
   * The same, if the embedder may cost that much.
   *
   * @throws GodwitException {@link KnowledgeError#PRICE_CAP} if not: before anything is spent
   */
  public EmbedderCost within(EmbedderLimits limits) {
    beyond(limits, tokens)
        .ifPresent(
            fault -> {
              throw new GodwitException(List.of(fault), null);
            });
    return this;
  }

  /** That so many tokens would cost more than an embedder may in one step, if they would. */
  public static Optional<Fault> beyond(EmbedderLimits limits, long tokens) {
    Optional<BigDecimal> price = limits.price().map(each -> each.of(tokens));
    Optional<BigDecimal> cap = limits.maxPrice();
    return price.isEmpty() || cap.isEmpty() || price.get().compareTo(cap.get()) <= 0
        ? Optional.empty()
        : Optional.of(
            Fault.of(
                KnowledgeError.PRICE_CAP,
                "About "
                    + tokens
                    + " tokens would cost "
                    + price.get().toPlainString()
                    + " "
                    + limits.price().map(TokenPrice::currency).orElse("")
                    + ", and the step may cost "
                    + cap.get().toPlainString()
                    + " at most; raise max-price of the embedder, or leave something out"));
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
