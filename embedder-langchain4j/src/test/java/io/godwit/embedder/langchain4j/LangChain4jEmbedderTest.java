package io.godwit.embedder.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.embedding.TextRole;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Knowledge: texts are embedded by an EmbeddingModel of LangChain4j")
final class LangChain4jEmbedderTest {

  private static Embedder open(Optional<String> type, String revision) {
    LangChain4jConfig config =
        new LangChain4jConfig(type, "length", 2, revision, false, "", "query: ", 64);
    return new LangChain4jEmbedderProvider()
        .open(config, new EmbedderContext(Path.of("."), InstantSource.system()));
  }

  private static Embedder open() {
    return open(Optional.of(LengthModel.class.getName()), "");
  }

  private static String embed(TextRole role, String... texts) {
    try (Embedder embedder = open()) {
      return embedder
          .embed(List.of(texts), role)
          .fold(
              Arrays::deepToString,
              fault -> "rejected " + fault,
              fault -> "retryable " + fault,
              fault -> "unknown " + fault);
    }
  }

  @Test
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(EmbedderProvider.class).stream().map(p -> p.get().name()))
        .contains("langchain4j");
  }

  @Test
  void aModelIsFoundByItsClassByItsFactorysClassOrByTheServiceLoader() {
    List<Optional<String>> types =
        List.of(
            Optional.empty(),
            Optional.of(LengthModel.class.getName()),
            Optional.of(LengthModelFactory.class.getName()));
    for (Optional<String> type : types) {
      try (Embedder embedder = open(type, "")) {
        assertThat(embedder.identity().model().id()).isEqualTo("length");
      }
    }
  }

  @Test
  void vectorsComeInTheOrderOfTheTextsAndQueriesHaveTheirPrefix() {
    assertThat(embed(TextRole.DOCUMENT, "one", "three")).isEqualTo("[[3.0, 1.0], [5.0, 1.0]]");
    assertThat(embed(TextRole.QUERY, "one")).isEqualTo("[[10.0, 1.0]]");
  }

  @Test
  void failuresAreToldApartByWhetherToRepeat() {
    assertThat(embed(TextRole.DOCUMENT, "busy")).startsWith("retryable GW-493").contains("slow");
    assertThat(embed(TextRole.DOCUMENT, "late")).startsWith("unknown GW-492").contains("no answer");
    assertThat(embed(TextRole.DOCUMENT, "key")).startsWith("rejected GW-491").contains("wrong key");
  }

  @Test
  void theFingerprintHasTheRevision() {
    try (Embedder one = open();
        Embedder other = open(Optional.empty(), "2")) {
      assertThat(one.identity().fingerprint()).isNotEqualTo(other.identity().fingerprint());
    }
  }

  @Test
  void whatIsNoModelIsRefused() {
    assertThatThrownBy(() -> open(Optional.of("java.lang.Object"), ""))
        .hasMessageContaining("GW-490")
        .hasMessageContaining("neither an EmbeddingModel");
    assertThatThrownBy(() -> open(Optional.of("no.such.Model"), ""))
        .hasMessageContaining("GW-490")
        .hasMessageContaining("no.such.Model cannot be made");
  }
}
