package io.godwit.knowledge.build;

import io.godwit.api.embedding.EmbedderRef;
import java.util.Objects;

/**
 * What every step that builds a version keeps in the plan.
 *
 * @param collection the collection
 * @param embedder the embedder, as the author named it
 * @param fingerprint what the embedder was when the plan was made
 * @param batch how many texts at a time
 */
public record Build(String collection, EmbedderRef embedder, String fingerprint, int batch) {

  /** Checks that nothing is null. */
  public Build {
    Objects.requireNonNull(collection, "collection");
    Objects.requireNonNull(embedder, "embedder");
    Objects.requireNonNull(fingerprint, "fingerprint");
  }
}
