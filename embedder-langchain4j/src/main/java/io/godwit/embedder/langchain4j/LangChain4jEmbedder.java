package io.godwit.embedder.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderLimits;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.error.Fault;
import io.godwit.api.outcome.Attempt;
import java.util.List;
import java.util.Map;

/** A model of LangChain4j; what it keeps open is its own. */
final class LangChain4jEmbedder implements Embedder {

  private final EmbeddingModel model;
  private final LangChain4jConfig config;

  LangChain4jEmbedder(EmbeddingModel model, LangChain4jConfig config) {
    this.model = model;
    this.config = config;
  }

  @Override
  public EmbedderIdentity identity() {
    return new EmbedderIdentity(
        new EmbedderModel(LangChain4jEmbedderProvider.NAME, config.model(), config.revision()),
        new VectorForm(config.dimension(), VectorForm.Element.FLOAT32, "", config.normalised()),
        new TextForm(
            config.documentPrefix(), config.queryPrefix(), 0, TextForm.Truncation.NONE, ""),
        Map.of());
  }

  @Override
  public EmbedderLimits limits() {
    return EmbedderLimits.texts(config.texts());
  }

  @Override
  public Attempt<float[][]> embed(List<String> texts, TextRole role) {
    String prefix = role == TextRole.QUERY ? config.queryPrefix() : config.documentPrefix();
    List<TextSegment> segments =
        texts.stream().map(text -> TextSegment.from(prefix + text)).toList();
    try {
      return Attempt.done(
          model.embedAll(segments).content().stream()
              .map(Embedding::vector)
              .toArray(float[][]::new));
    } catch (RateLimitException e) {
      return new Attempt.Retryable<>(fault(LangChain4jError.LANGCHAIN4J_BUSY, e));
    } catch (RetriableException e) {
      return new Attempt.Unknown<>(fault(LangChain4jError.LANGCHAIN4J_FAILED, e));
    } catch (RuntimeException e) {
      return new Attempt.Rejected<>(fault(LangChain4jError.LANGCHAIN4J_REFUSED, e));
    }
  }

  private Fault fault(LangChain4jError code, RuntimeException e) {
    return Fault.of(
        code,
        "the model "
            + config.model()
            + " has not embedded ("
            + e
            + "); what was embedded before is kept: look at its service and settings, then go on");
  }

  @Override
  public void close() {
    // An EmbeddingModel is not closed.
  }
}
