package io.godwit.embedder.onnxruntime;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import java.util.Optional;

/** The settings of the embedder {@code onnx}. */
public record OnnxEmbedderConfig(
    @Doc("The folder with the model and its tokenizer.json, relative to the project.")
        String folder,
    @Doc("The model's file in that folder.") @Default("model.onnx") String model,
    @Doc("What the model is called; the folder's name if it is not said.") Optional<String> name,
    @Doc("How one vector is made of those of all tokens: their mean, or that of the first (cls).")
        @Default("mean")
        Pooling pooling,
    @Doc("Whether every vector gets length 1.") @Default("true") boolean normalised,
    @Doc("How many tokens of a text the model sees, its first ones.") @Default("512") int maxTokens,
    @Doc("What is put before a text to be found.") @Default("") String documentPrefix,
    @Doc("What is put before a text to find with.") @Default("") String queryPrefix,
    @Doc("The most texts in a call.") @Default("32") int texts,
    @Doc("How many threads compute.") @Default("1") int threads) {

  /** How one vector is made of those of all tokens. */
  public enum Pooling {
    /** Their mean. */
    MEAN,
    /** That of the first token. */
    CLS
  }

  /** Refuses numbers that let nothing through. */
  public OnnxEmbedderConfig {
    if (maxTokens < 3 || texts < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "max-tokens is 3 or more, texts and threads are 1 or more");
    }
  }
}
