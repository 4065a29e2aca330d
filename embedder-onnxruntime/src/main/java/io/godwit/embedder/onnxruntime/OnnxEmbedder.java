package io.godwit.embedder.onnxruntime;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderLimits;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.embedder.onnxruntime.tokenizer.Tokenizer;
import java.util.List;

/** A model that is run in this process. */
final class OnnxEmbedder implements Embedder {

  private final Inference inference;
  private final Tokenizer tokenizer;
  private final OnnxEmbedderConfig config;
  private final EmbedderIdentity identity;

  OnnxEmbedder(
      Inference inference,
      Tokenizer tokenizer,
      OnnxEmbedderConfig config,
      EmbedderIdentity identity) {
    this.inference = inference;
    this.tokenizer = tokenizer;
    this.config = config;
    this.identity = identity;
  }

  @Override
  public EmbedderIdentity identity() {
    return identity;
  }

  @Override
  public EmbedderLimits limits() {
    return EmbedderLimits.texts(config.texts());
  }

  @Override
  public Attempt<float[][]> embed(List<String> texts, TextRole role) {
    String prefix = role == TextRole.QUERY ? config.queryPrefix() : config.documentPrefix();
    try {
      int[][] tokens =
          texts.stream()
              .map(text -> tokenizer.encode(prefix + text, config.maxTokens()))
              .toArray(int[][]::new);
      return Attempt.done(inference.vectors(tokens));
    } catch (GodwitException e) {
      return new Attempt.Rejected<>(e.faults().get(0));
    }
  }

  /** As many as there are, since they can be counted here; the model sees the first of them. */
  @Override
  public long estimateTokens(String text) {
    return tokenizer.encode(text, config.maxTokens()).length;
  }

  @Override
  public void close() {
    inference.close();
  }
}
