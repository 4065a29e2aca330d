package io.godwit.embedder.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.embedding.TextRole;
import io.godwit.embedder.onnxruntime.OnnxEmbedderConfig.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Knowledge: texts are embedded by a local ONNX model with its tokenizer")
final class OnnxEmbedderTest {

  @TempDir Path project;

  @BeforeEach
  void aModel() throws IOException {
    TinyModel.write(Files.createDirectory(project.resolve("tiny")), 1);
  }

  private static OnnxEmbedderConfig config(Pooling pooling, boolean normalised, int maxTokens) {
    return new OnnxEmbedderConfig(
        "tiny", "model.onnx", Optional.empty(), pooling, normalised, maxTokens, "", "want ", 32, 1);
  }

  private Embedder open(OnnxEmbedderConfig config) {
    return new OnnxEmbedderProvider()
        .open(config, new EmbedderContext(project, InstantSource.system()));
  }

  private Embedder open() {
    return open(config(Pooling.MEAN, true, 512));
  }

  private static float[][] embed(Embedder embedder, TextRole role, String... texts) {
    return embedder
        .embed(List.of(texts), role)
        .fold(
            vectors -> vectors,
            fault -> {
              throw new AssertionError(fault.toString());
            },
            fault -> {
              throw new AssertionError(fault.toString());
            },
            fault -> {
              throw new AssertionError(fault.toString());
            });
  }

  /** The mean of the vectors of tokens, by the definition. */
  private static float[] mean(boolean normalised, int... tokens) {
    double[] sum = new double[TinyModel.DIMENSION];
    for (int token : tokens) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += TinyModel.row(token, 1)[i];
      }
    }
    double squares = 0;
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= tokens.length;
      squares += sum[i] * sum[i];
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (normalised ? sum[i] / Math.sqrt(squares) : sum[i]);
    }
    return mean;
  }

  @Test
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(EmbedderProvider.class).stream().map(p -> p.get().name()))
        .contains("onnx");
  }

  @Test
  void aTextIsTheNormalisedMeanOfItsTokensWhateverStandsBesideIt() {
    try (Embedder embedder = open()) {
      float[][] both =
          embed(embedder, TextRole.DOCUMENT, "UNwant\u00E9d,running", "want running, wanted e");
      assertThat(both[0]).containsExactly(mean(true, 1, 7, 4, 5, 10, 8, 9, 2), within(1e-6f));
      assertThat(both[1]).containsExactly(mean(true, 1, 3, 8, 9, 10, 3, 5, 11, 2), within(1e-6f));
      assertThat(embed(embedder, TextRole.DOCUMENT, "UNwant\u00E9d,running")[0])
          .containsExactly(both[0], within(1e-6f));
      assertThat(embedder.identity().vector().fault(both, 2)).isEmpty();
    }
  }

  @Test
  void queriesHaveTheirPrefixAndTheFirstTokenMayStandForAll() {
    try (Embedder embedder = open()) {
      assertThat(embed(embedder, TextRole.QUERY, "e")[0])
          .containsExactly(mean(true, 1, 3, 11, 2), within(1e-6f));
    }
    try (Embedder embedder = open(config(Pooling.CLS, false, 512))) {
      assertThat(embed(embedder, TextRole.DOCUMENT, "want")[0])
          .containsExactly(TinyModel.row(1, 1), within(0f));
      assertThat(embedder.identity().vector().pooling()).isEqualTo("cls");
    }
  }

  @Test
  void ofALongTextTheFirstTokensAreSeenAndTokensAreCounted() {
    try (Embedder embedder = open(config(Pooling.MEAN, true, 4))) {
      assertThat(embed(embedder, TextRole.DOCUMENT, "want e e e e e")[0])
          .containsExactly(mean(true, 1, 3, 11, 2), within(1e-6f));
      assertThat(embedder.estimateTokens("want " + "e ".repeat(100_000))).isEqualTo(4);
    }
    try (Embedder embedder = open()) {
      assertThat(embedder.estimateTokens("wanted [SEP]")).isEqualTo(7);
    }
  }

  @Test
  void theFingerprintIsThatOfWeightsAndTokenizerAndOfNothingElse() throws IOException {
    String before = fingerprint();
    Files.writeString(project.resolve("tiny/README.md"), "A model.");
    assertThat(fingerprint()).isEqualTo(before);
    TinyModel.write(project.resolve("tiny"), 2);
    String other = fingerprint();
    assertThat(other).isNotEqualTo(before);
    Path tokenizer = project.resolve("tiny/tokenizer.json");
    Files.writeString(tokenizer, Files.readString(tokenizer).replace("\"e\"", "\"d\""));
    assertThat(fingerprint()).isNotEqualTo(other);
  }

  private String fingerprint() {
    try (Embedder embedder = open()) {
      return embedder.identity().fingerprint().toString();
    }
  }

  @Test
  void whatIsNotThereOrOfAnotherKindIsRefusedWithTheReason() throws IOException {
    Path tokenizer = project.resolve("tiny/tokenizer.json");
    Files.writeString(tokenizer, TinyModel.tokenizer("WordLevel"));
    assertThatThrownBy(this::open)
        .hasMessageContaining("GW-570")
        .hasMessageContaining(
            "a model of the type WordLevel, and BPE, Unigram and WordPiece are known");
    Files.writeString(tokenizer, "{");
    assertThatThrownBy(this::open).hasMessageContaining("GW-570").hasMessageContaining("no JSON");
    Files.delete(tokenizer);
    assertThatThrownBy(this::open).hasMessageContaining("GW-505");
    TinyModel.write(project.resolve("tiny"), 1);
    Path model = project.resolve("tiny/model.onnx");
    byte[] whole = Files.readAllBytes(model);
    Files.write(model, java.util.Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(this::open).hasMessageContaining("GW-530");
    byte[] renamed =
        new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("input_ids", "input_xxx")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.write(model, renamed);
    assertThatThrownBy(this::open)
        .hasMessageContaining("GW-571")
        .hasMessageContaining("an embedder takes input_ids");
  }
}
