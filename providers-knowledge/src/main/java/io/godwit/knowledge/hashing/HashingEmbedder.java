package io.godwit.knowledge.hashing;

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

/**
 * Feature hashing (Weinberger, Dasgupta, Langford, Smola, Attenberg: Feature Hashing for Large
 * Scale Multitask Learning, ICML 2009, arXiv 0902.2206) of words, pairs of neighbouring words, and
 * the character n-grams of words (Bojanowski, Grave, Joulin, Mikolov: Enriching Word Vectors with
 * Subword Information, TACL 2017).
 *
 * <p>It knows nothing of meaning. Texts are near one another when they share words or parts of
 * words: <i>embedder</i> finds <i>embedders</i>, and <i>car</i> does not find <i>automobile</i>. It
 * is there so that everything works with nothing to download, as a baseline that a real model has
 * to beat, and for tests. It is made for scripts that put spaces between words. The vectors are the
 * same to the bit on every machine and every Java.
 */
final class HashingEmbedder implements Embedder {

  /** Changes whenever any text would get another vector. */
  private static final String REVISION = "1";

  private static final int MOST_TEXTS = 4096;

  private final int dimension;
  private final EmbedderIdentity identity;

  HashingEmbedder(int dimension) {
    this.dimension = dimension;
    this.identity =
        new EmbedderIdentity(
            new EmbedderModel(HashingEmbedderProvider.NAME, "word-and-character-ngrams", REVISION),
            new VectorForm(dimension, VectorForm.Element.FLOAT32, "sum", true),
            TextForm.PLAIN,
            Map.of());
  }

  @Override
  public EmbedderIdentity identity() {
    return identity;
  }

  @Override
  public EmbedderLimits limits() {
    return EmbedderLimits.texts(MOST_TEXTS);
  }

  @Override
  public Attempt<float[][]> embed(List<String> texts, TextRole role) {
    FeatureVector features = new FeatureVector(dimension);
    float[][] vectors = new float[texts.size()][];
    for (int row = 0; row < vectors.length; row++) {
      vectors[row] = features.of(texts.get(row));
    }
    return Attempt.done(vectors);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
