package io.godwit.api.embedding;

import java.util.Objects;

/**
 * How an embedder prepares a text before the model sees it.
 *
 * @param documentPrefix what is put before a text to be found, or the service's name for that role
 * @param queryPrefix what is put before a text to find with, or the service's name for that role
 * @param maxTokens the longest text that the model takes; 0 when there is no bound
 * @param truncation what happens to a longer one
 * @param tokenizer digest or name of the tokenizer; empty when it goes with the model
 */
public record TextForm(
    String documentPrefix,
    String queryPrefix,
    int maxTokens,
    Truncation truncation,
    String tokenizer) {

  /** A text as it is, of any length. */
  public static final TextForm PLAIN = new TextForm("", "", 0, Truncation.NONE, "");

  /** What happens to a text that is longer than the model takes. */
  public enum Truncation {
    /** It is refused, or there is no bound. */
    NONE,
    /** Its beginning is embedded, the rest is not. */
    END,
    /** Its end is embedded, the beginning is not. */
    START,
    /** Its parts are embedded and averaged. */
    AVERAGE
  }

  /** Checks that nothing is null. */
  public TextForm {
    Objects.requireNonNull(documentPrefix, "documentPrefix");
    Objects.requireNonNull(queryPrefix, "queryPrefix");
    Objects.requireNonNull(truncation, "truncation");
    Objects.requireNonNull(tokenizer, "tokenizer");
    if (maxTokens < 0) {
      throw new IllegalArgumentException("maxTokens counts: " + maxTokens);
    }
  }
}
