package io.godwit.knowledge.step;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.knowledge.build.Batch;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import java.util.Optional;

/** What an author writes of a {@code knowledge.rechunk}. */
public record RechunkConfig(
    @Doc("The collection.") CollectionName collection,
    @Doc("How its documents are to be cut.") Chunking chunking,
    @Doc("What turns texts into vectors; by default the embedder that the collection has.")
        Optional<EmbedderRef> embedder,
    @Doc("How many texts are embedded and stored at a time, from 1 to 10000.") @Default("256")
        int batch) {

  /** Checks the batch. */
  public RechunkConfig {
    Batch.check(batch);
  }
}
