package io.godwit.benchmarks.knowledge;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderLimits;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.outcome.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers drawn from a text: as quick as an embedder can be, so that the store is what is timed.
 */
record CheapEmbedder(String model, int dimension) implements Embedder {

  /** Marsaglia's xorshift, two steps of which fill two numbers. */
  static float[] vector(long seed, int dimension) {
    float[] vector = new float[dimension];
    long state = seed * 0x9E3779B97F4A7C15L | 1;
    for (int i = 0; i < dimension; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      vector[i] = (int) state * 0x1p-31f;
    }
    return vector;
  }

  @Override
  public EmbedderIdentity identity() {
    return new EmbedderIdentity(
        new EmbedderModel("benchmark", model, "1"),
        new VectorForm(dimension, VectorForm.Element.FLOAT32, "", false),
        TextForm.PLAIN,
        Map.of());
  }

  @Override
  public EmbedderLimits limits() {
    return new EmbedderLimits(10_000, 1_000_000_000, Optional.empty());
  }

  @Override
  public Attempt<float[][]> embed(List<String> texts, TextRole role) {
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = vector(texts.get(i).hashCode() ^ ((long) model.hashCode() << 32), dimension);
    }
    return Attempt.done(vectors);
  }

  @Override
  public Attempt<float[][]> probe() {
    return embed(PROBE_TEXTS, TextRole.DOCUMENT);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
