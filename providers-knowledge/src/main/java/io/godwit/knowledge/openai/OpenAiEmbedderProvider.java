package io.godwit.knowledge.openai;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;

/** Opens the embedder {@code openai}: any service that answers {@code POST /v1/embeddings}. */
public final class OpenAiEmbedderProvider implements EmbedderProvider<OpenAiConfig> {

  static final String NAME = "openai";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<OpenAiConfig> configType() {
    return OpenAiConfig.class;
  }

  @Override
  public Embedder open(OpenAiConfig config, EmbedderContext context) {
    return new OpenAiEmbedder(config, context.clock(), Wait.ON_A_THREAD);
  }
}
