package io.godwit.embedder.langchain4j;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import java.util.Optional;

/** The settings of the embedder {@code langchain4j}. */
public record LangChain4jConfig(
    @Doc(
            "A class that is an EmbeddingModel, or an EmbeddingModelFactory; needed if not one is"
                + " found.")
        @Key("class")
        Optional<String> type,
    @Doc("What the model is called; part of the fingerprint.") String model,
    @Doc("How many numbers a vector has.") int dimension,
    @Doc("The state of the model, where there is one; part of the fingerprint.") @Default("")
        String revision,
    @Doc("Whether every vector has length 1.") @Default("false") boolean normalised,
    @Doc("What is put before a text to be found.") @Default("") String documentPrefix,
    @Doc("What is put before a text to find with.") @Default("") String queryPrefix,
    @Doc("The most texts in a call.") @Default("64") int texts) {

  /** Refuses calls that carry nothing. */
  public LangChain4jConfig {
    if (texts < 1) {
      throw new IllegalArgumentException("texts is 1 or more");
    }
  }
}
