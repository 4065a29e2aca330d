package io.godwit.embedder.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.error.GodwitException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Opens the embedder {@code langchain4j}: a model of LangChain4j on the class path, by the name of
 * its class, or the one whose factory is found.
 */
public final class LangChain4jEmbedderProvider implements EmbedderProvider<LangChain4jConfig> {

  static final String NAME = "langchain4j";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<LangChain4jConfig> configType() {
    return LangChain4jConfig.class;
  }

  @Override
  public Embedder open(LangChain4jConfig config, EmbedderContext context) {
    EmbeddingModel model =
        config.type().map(LangChain4jEmbedderProvider::made).orElseGet(() -> found().create());
    return new LangChain4jEmbedder(model, config);
  }

  private static EmbeddingModel made(String type) {
    try {
      Object made =
          Class.forName(type, true, LangChain4jEmbedderProvider.class.getClassLoader())
              .getConstructor()
              .newInstance();
      if (made instanceof EmbeddingModelFactory factory) {
        return factory.create();
      }
      if (made instanceof EmbeddingModel model) {
        return model;
      }
      throw none(type + " is neither an EmbeddingModel nor an EmbeddingModelFactory");
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new GodwitException(
          LangChain4jError.NO_LANGCHAIN4J_MODEL,
          type
              + " cannot be made ("
              + (e.getCause() == null ? e : e.getCause())
              + "); put it on the class path, with a public constructor without arguments",
          e);
    }
  }

  private static EmbeddingModelFactory found() {
    try {
      List<EmbeddingModelFactory> found =
          ServiceLoader.load(
                  EmbeddingModelFactory.class, LangChain4jEmbedderProvider.class.getClassLoader())
              .stream()
              .map(ServiceLoader.Provider::get)
              .toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      throw none(
          found.isEmpty()
              ? "no EmbeddingModelFactory is found"
              : "several are found: "
                  + found.stream().map(factory -> factory.getClass().getName()).toList());
    } catch (ServiceConfigurationError e) {
      throw none("an EmbeddingModelFactory cannot be made (" + e.getMessage() + ")");
    }
  }

  private static GodwitException none(String why) {
    return new GodwitException(
        LangChain4jError.NO_LANGCHAIN4J_MODEL, why + "; name the model's under class:");
  }
}
