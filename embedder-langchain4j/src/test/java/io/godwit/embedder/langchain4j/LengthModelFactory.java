package io.godwit.embedder.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;

/** Is found by the service loader. */
public final class LengthModelFactory implements EmbeddingModelFactory {
  @Override
  public EmbeddingModel create() {
    return new LengthModel();
  }
}
