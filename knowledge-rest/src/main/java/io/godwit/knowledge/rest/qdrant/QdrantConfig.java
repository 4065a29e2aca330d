package io.godwit.knowledge.rest.qdrant;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.knowledge.rest.store.IndexOptions;
import java.time.Duration;
import java.util.Optional;

/** The settings of a target in Qdrant. */
public record QdrantConfig(
    @Doc("Where Qdrant's REST interface is: https://HOST:6333.") String url,
    @Doc("The API key, as a reference: ${NAME} or ${file:PATH}.") Optional<String> key,
    @Doc("How vectors are indexed, and what a search has to find.") Optional<IndexOptions> index,
    @Doc("How long an answer may take.") @Default("60s") Duration timeout) {

  /** Without the key. */
  @Override
  public String toString() {
    return "Qdrant at " + url;
  }
}
