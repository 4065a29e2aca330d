package io.godwit.knowledge.rest.opensearch;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.knowledge.rest.store.IndexOptions;
import java.time.Duration;
import java.util.Optional;

/** The settings of a target in OpenSearch. */
public record OpenSearchConfig(
    @Doc("Where OpenSearch's REST interface is: https://HOST:9200.") String url,
    @Doc("Who asks.") Optional<String> user,
    @Doc("The user's password, as a reference: ${NAME} or ${file:PATH}.") Optional<String> password,
    @Doc("Whether vectors get an index of the k-NN plugin; without, they are only kept.")
        @Default("true")
        boolean knn,
    @Doc("How vectors are indexed, and what a search has to find.") Optional<IndexOptions> index,
    @Doc("How long an answer may take.") @Default("60s") Duration timeout) {

  /** Refuses an index that there will not be. */
  public OpenSearchConfig {
    if (!knn && index.isPresent()) {
      throw new IllegalArgumentException("index is for knn: true, without it there is none");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "OpenSearch at " + url;
  }
}
