package io.godwit.api.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Digest;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbedderIdentityTest {

  private static final EmbedderModel MODEL = new EmbedderModel("onnx", "bge-m3", "sha256:ab");
  private static final VectorForm FORM = new VectorForm(2, VectorForm.Element.FLOAT16, "cls", true);
  private static final TextForm TEXT =
      new TextForm("doc: ", "query: ", 512, TextForm.Truncation.END, "t1");

  @Test
  void theFingerprintIsTheDigestOfCanonicalJsonWithSortedKeysAndEscapedTexts() {
    EmbedderIdentity identity =
        new EmbedderIdentity(MODEL, FORM, TEXT, Map.of("z", "a\"\\\n\u0001é", "b", ""));

    assertThat(identity.canonicalJson())
        .isEqualTo(
            "{\"dimension\":2,\"element\":\"FLOAT16\",\"further\":{\"b\":\"\","
                + "\"z\":\"a\\\"\\\\\\n\\u0001é\"},\"model\":\"bge-m3\",\"normalised\":true,"
                + "\"pooling\":\"cls\",\"provider\":\"onnx\",\"revision\":\"sha256:ab\","
                + "\"text\":{\"document_prefix\":\"doc: \",\"max_tokens\":512,"
                + "\"query_prefix\":\"query: \",\"tokenizer\":\"t1\",\"truncation\":\"END\"}}");
    assertThat(identity.fingerprint().digest()).isEqualTo(Digest.of(identity.canonicalJson()));
    assertThat(EmbedderFingerprint.parse(identity.fingerprint().toString()))
        .isEqualTo(identity.fingerprint());
  }

  @Test
  void everythingThatChangesAVectorChangesTheFingerprint() {
    EmbedderIdentity identity = new EmbedderIdentity(MODEL, FORM, TEXT, Map.of());
    assertThat(
            new EmbedderIdentity(
                    new EmbedderModel("onnx", "bge-m3", "sha256:cd"), FORM, TEXT, Map.of())
                .fingerprint())
        .isNotEqualTo(identity.fingerprint());
    assertThat(new EmbedderIdentity(MODEL, FORM, TextForm.PLAIN, Map.of()).fingerprint())
        .isNotEqualTo(identity.fingerprint());
    assertThat(new EmbedderIdentity(MODEL, FORM, TEXT, Map.of("instruction", "x")).fingerprint())
        .isNotEqualTo(identity.fingerprint());
  }

  @Test
  void vectorsThatCannotBeTheEmbeddersAreFound() {
    float[] good = {0.6f, 0.8f};
    assertThat(FORM.fault(new float[][] {good, good}, 2)).isEmpty();
    assertThat(FORM.fault(new float[][] {good}, 2)).contains("1 vectors for 2 texts");
    assertThat(FORM.fault(new float[][] {good, {1}}, 2))
        .contains("vector 2 of 2 has dimension 1 instead of 2");
    assertThat(FORM.fault(new float[][] {{Float.NaN, 1}}, 1).orElseThrow()).contains("not finite");
    assertThat(FORM.fault(new float[][] {{Float.POSITIVE_INFINITY, 1}}, 1).orElseThrow())
        .contains("not finite");
    assertThat(FORM.fault(new float[][] {{0, 0}}, 1).orElseThrow()).contains("all zeros");
    assertThat(FORM.fault(new float[][] {{1, 1}}, 1).orElseThrow()).contains("instead of 1");
  }

  @Test
  void pricesAreRoundedUpAndTokensEstimatedByBytes() {
    TokenPrice price = new TokenPrice(new BigDecimal("0.13"), "USD");

    assertThat(price.of(3_000_000_000L)).isEqualByComparingTo("390.00");
    assertThat(price.of(1)).isEqualByComparingTo("0.01");
    assertThatThrownBy(() -> new TokenPrice(BigDecimal.ONE, "dollars"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmbedderIsNamedOrDescribedAndNeverShowsItsSettings() {
    assertThat(EmbedderRef.named("small")).hasToString("small");
    assertThat(EmbedderRef.described(Map.of("provider", "openai", "key", "secret")))
        .hasToString("{provider: openai}");
    assertThatThrownBy(() -> new EmbedderRef("", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EmbedderRef("small", Map.of("provider", "hashing")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
