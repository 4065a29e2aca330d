package io.godwit.api.embedding;

import io.godwit.api.outcome.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Turns texts into vectors. Opened by its {@link EmbedderProvider}; may be called from several
 * threads at once.
 *
 * <p>The same text gives the same vector only as far as the model allows: hosted services are not
 * exact to the bit. Callers therefore never compare vectors of two calls for equality, and keep
 * what they have been given.
 */
public interface Embedder extends AutoCloseable {

  /** Texts that every embedder can be asked for, to see whether it answers and as expected. */
  List<String> PROBE_TEXTS =
      List.of("The quick brown fox jumps over the lazy dog.", "Versions move together.");

  /**
   * What this embedder is. Vectors of embedders with the same {@link EmbedderIdentity#fingerprint
   * fingerprint} can be compared with one another; all others cannot, even where the dimension
   * agrees.
   */
  EmbedderIdentity identity();

  /** How much one call may carry, and what it costs. */
  EmbedderLimits limits();

  /**
   * Embeds a batch of texts, in order: {@code [texts × dimension]}, each vector finite, not zero,
   * and of length 1 where the identity says that vectors are normalised. Callers keep within {@link
   * #limits}; texts are not blank. A text that is longer than the model takes is treated as the
   * identity's {@link TextForm} says.
   *
   * <p>Repeating a call changes nothing, but may be paid for again. Four ways of ending: done;
   * rejected (the service will never take these texts, the key is wrong, the quota is used up:
   * repeating does not help); retryable (it was busy or did not answer and has surely not charged:
   * after {@link #pause}); unknown (the answer was lost and may have been charged: may be repeated,
   * the second answer counts).
   *
   * @param texts what to embed; at least one
   * @param role what the texts are for: models may treat queries and documents differently
   */
  Attempt<float[][]> embed(List<String> texts, TextRole role);

  /**
   * How many calls a caller who has much to embed should have under way side by side: 1 where the
   * work is done in this process, more where calls spend their time waiting for a service. Says
   * nothing about what a vector is, so it may differ from one opening to the next.
   */
  default int workers() {
    return 1;
  }

  /**
   * Whether it answers now: the vectors of {@link #PROBE_TEXTS} as documents. Costs a few tokens.
   * The caller compares them with {@link VectorForm#fault}.
   */
  default Attempt<float[][]> probe() {
    return embed(PROBE_TEXTS, TextRole.DOCUMENT);
  }

  /**
   * How long the next call should wait, as the service asked with its last answers; zero when
   * nothing is known. This method never waits itself.
   */
  default Duration pause() {
    return Duration.ZERO;
  }

  /**
   * How many tokens the text has, as an estimate that tends to be too high: what batches and costs
   * are planned with. Unless an embedder has its own tokenizer, a quarter of a token for each byte
   * of UTF-8, which is what hosted services reckon with before they tokenize.
   */
  default long estimateTokens(String text) {
    return (text.getBytes(StandardCharsets.UTF_8).length + 3L) / 4;
  }

  /** Frees connections, files and native memory; may be called twice. */
  @Override
  void close();
}
