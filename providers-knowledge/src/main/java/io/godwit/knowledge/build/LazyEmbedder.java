package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.Embedders;
import java.util.Optional;

/** The embedder of a build, opened when it is first needed: most publishings need none. */
public final class LazyEmbedder implements AutoCloseable {

  private final Embedders embedders;
  private final Optional<Build> build;
  private Optional<Embedder> open = Optional.empty();

  /** Of this build, if the step has one. */
  public LazyEmbedder(Embedders embedders, Optional<Build> build) {
    this.embedders = embedders;
    this.build = build;
  }

  /** Empty for a step that embeds nothing. */
  Optional<Embedder> get() {
    if (open.isEmpty()) {
      open = build.map(each -> EmbeddingPhase.open(embedders, each));
    }
    return open;
  }

  @Override
  public void close() {
    open.ifPresent(Embedder::close);
  }
}
