package io.godwit.knowledge.content;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.knowledge.build.Batch;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.metadata.MetadataSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an author writes of a {@code knowledge.transform-content}. */
public record TransformContentConfig(
    @Doc("The collection.") CollectionName collection,
    @Doc("The Java class that transforms documents, or what it calls itself.")
        Optional<String> transform,
    @Doc(
            "Or a program with its arguments: it reads a document from each line of its input and writes one for each.")
        List<String> command,
    @Doc("The folder, relative to the migration, in a copy of which the command runs.")
        Optional<String> files,
    @Doc("Variables of Godwit's environment that the command may see.") List<String> pass,
    @Doc("How long the command may take for one batch.") @Default("60s") Duration timeout,
    @Doc("A document that cannot be transformed stays as it is.") @Default("false")
        boolean continueOnError,
    @Doc("What turns texts into vectors; by default the embedder that the collection has.")
        Optional<EmbedderRef> embedder,
    @Doc("How many documents are transformed, and texts embedded, at a time, from 1 to 10000.")
        @Default("256")
        int batch,
    @Doc(
            "What has to be known about each document then: a place and text, integer, number,"
                + " boolean, list or object, with a ? where it may be missing.")
        Map<String, String> schema) {

  /** Checks the batch and the schema, and that there is one thing that transforms. */
  public TransformContentConfig {
    Batch.check(batch);
    var unused = new MetadataSchema(schema);
    command = List.copyOf(command);
    pass = List.copyOf(pass);
    if (transform.isPresent() != command.isEmpty()) {
      throw new IllegalArgumentException("give either transform or command");
    }
    if (command.isEmpty() && (files.isPresent() || !pass.isEmpty())) {
      throw new IllegalArgumentException("files and pass are for a command");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout has to be longer than nothing");
    }
  }
}
