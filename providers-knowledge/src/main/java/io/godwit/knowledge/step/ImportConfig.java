package io.godwit.knowledge.step;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.knowledge.build.Batch;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.metadata.MetadataSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an author writes of a {@code knowledge.import}. */
public record ImportConfig(
    @Doc("The collection, which is made if it is not there.") CollectionName collection,
    @Doc("The folder or file with the documents, relative to the migration.") String from,
    @Doc("What turns texts into vectors: a name under embedders, or an embedder described here.")
        EmbedderRef embedder,
    @Doc("How documents are cut; 1200 characters with an overlap of 120 unless it says otherwise.")
        Optional<Chunking> chunking,
    @Doc("How many texts are embedded and stored at a time, from 1 to 10000.") @Default("256")
        int batch,
    @Doc(
            "Which files are documents: patterns with *, ** and ?; by default Markdown, text, HTML, JSON lines.")
        List<String> include,
    @Doc("Which of those are not: patterns of the same form.") List<String> exclude,
    @Doc("A document that cannot be brought in is kept aside, and the rest goes on.")
        @Default("false")
        boolean continueOnError,
    @Doc(
            "What has to be known about each document: a place, and text, integer, number, boolean, list or object; with a ? where it may be missing.")
        Map<String, String> schema) {

  /** Checks the batch and the schema. */
  public ImportConfig {
    Batch.check(batch);
    var unused = new MetadataSchema(schema);
  }

  ImportRules rules() {
    return new ImportRules(continueOnError, new MetadataSchema(schema));
  }
}
