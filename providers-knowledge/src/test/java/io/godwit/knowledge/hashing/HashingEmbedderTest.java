package io.godwit.knowledge.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.name.Digest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HashingEmbedderTest {

  @Test
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(EmbedderProvider.class).stream().map(p -> p.get().name()))
        .contains("hashing");
  }

  @Test
  void textsThatShareWordsOrPartsOfThemAreNearerThanOthers() {
    float[][] v =
        embed(
            256,
            "How does a database migration work?",
            "database migrations and how they work",
            "The quick brown fox jumps over the lazy dog");

    assertThat(cosine(v[0], v[1])).isGreaterThan(0.3).isGreaterThan(2 * cosine(v[0], v[2]));
  }

  @Test
  void caseAndPunctuationMakeNoDifference() {
    float[][] v = embed(64, "Straße, ÉTÉ & Ελλάς!", "straße été  ελλάς");

    assertThat(cosine(v[0], v[1])).isGreaterThan(0.999);
  }

  @Test
  void everyTextHasAUnitVectorEvenOneWithoutWords() {
    String[] texts = {"a", "---", "!", "日本語のテキスト", "x".repeat(100_000), "😀", "1 2 3", "\ud800"};
    float[][] vectors = embed(16, texts);

    try (Embedder embedder = open(16)) {
      assertThat(embedder.identity().vector().fault(vectors, texts.length)).isEmpty();
    }
  }

  @Test
  void vectorsAreTheSameToTheBitOnEveryMachine() {
    float[][] vectors = embed(32, "Godwit moves versions together, as one.", "ÄÖÜ naïve 北京 2.0");
    ByteBuffer bytes = ByteBuffer.allocate(2 * 32 * Float.BYTES);
    for (float[] vector : vectors) {
      for (float number : vector) {
        bytes.putFloat(number);
      }
    }

    assertThat(Digest.of(bytes.array()).hex())
        .isEqualTo("50436909ae1ce6cd1d91af25239ac4f896946c5a0ae107f029d1247757de4fe0");
  }

  @Test
  void theFingerprintTellsDimensionsApartAndIsTheSameForEver() {
    try (Embedder small = open(256);
        Embedder large = open(384)) {
      assertThat(small.identity().fingerprint()).isNotEqualTo(large.identity().fingerprint());
      assertThat(small.identity().canonicalJson())
          .isEqualTo(
              "{\"dimension\":256,\"element\":\"FLOAT32\",\"further\":{},"
                  + "\"model\":\"word-and-character-ngrams\",\"normalised\":true,"
                  + "\"pooling\":\"sum\",\"provider\":\"hashing\",\"revision\":\"1\","
                  + "\"text\":{\"document_prefix\":\"\",\"max_tokens\":0,\"query_prefix\":\"\","
                  + "\"tokenizer\":\"\",\"truncation\":\"NONE\"}}");
    }
  }

  @Test
  void dimensionsOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> open(8)).hasMessageContaining("GW-404").hasMessageContaining("is 8");
    assertThatThrownBy(() -> open(1 << 20)).hasMessageContaining("16 to 65536");
  }

  private static Embedder open(int dimension) {
    return new HashingEmbedderProvider()
        .open(
            new HashingConfig(dimension),
            new EmbedderContext(Path.of("."), InstantSource.system()));
  }

  private static float[][] embed(int dimension, String... texts) {
    try (Embedder embedder = open(dimension)) {
      return embedder
          .embed(List.of(texts), TextRole.DOCUMENT)
          .<float[][]>fold(
              vectors -> vectors,
              fault -> new float[0][],
              fault -> new float[0][],
              fault -> new float[0][]);
    }
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum / Math.sqrt(squares(a) * squares(b));
  }

  private static double squares(float[] a) {
    double sum = 0;
    for (float number : Arrays.copyOf(a, a.length)) {
      sum += (double) number * number;
    }
    return sum;
  }
}
