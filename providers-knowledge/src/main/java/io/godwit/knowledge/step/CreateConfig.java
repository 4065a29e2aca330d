package io.godwit.knowledge.step;

import io.godwit.api.config.Doc;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import java.util.Optional;

/** What an author writes of a {@code knowledge.create}. */
public record CreateConfig(
    @Doc("The collection, which must not be there yet.") CollectionName collection,
    @Doc("What will turn texts into vectors: a name under embedders, or one described here.")
        EmbedderRef embedder,
    @Doc("How documents will be cut; 1200 characters with an overlap of 120 by default.")
        Optional<Chunking> chunking) {}
