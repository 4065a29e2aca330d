package io.godwit.knowledge.hashing;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;

/** Opens the embedder {@code hashing}: no model, no download, similarity of words only. */
public final class HashingEmbedderProvider implements EmbedderProvider<HashingConfig> {

  static final String NAME = "hashing";

  private static final int SMALLEST = 16;
  private static final int LARGEST = 65_536;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<HashingConfig> configType() {
    return HashingConfig.class;
  }

  @Override
  public Embedder open(HashingConfig config, EmbedderContext context) {
    int dimension = config.dimension();
    if (dimension < SMALLEST || dimension > LARGEST) {
      throw new GodwitException(
          KnowledgeError.SETTING_OUT_OF_BOUNDS,
          "dimension of the embedder hashing is "
              + dimension
              + "; give "
              + SMALLEST
              + " to "
              + LARGEST);
    }
    return new HashingEmbedder(dimension);
  }
}
