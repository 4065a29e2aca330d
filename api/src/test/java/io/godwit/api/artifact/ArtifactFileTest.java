package io.godwit.api.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactFileTest {

  private static final Digest SHA = Digest.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/..",
        "./a",
        "a/./b",
        "a\\b",
        "C:a",
        "c:/a",
        "a\u0000b",
        "a\nb",
        "a\u007fb",
        "a\u0085b",
        "\ud800",
        "a/\udc00b"
      })
  void aPathThatLeadsOutOrIsOddIsRefused(String path) {
    assertThat(ArtifactFile.wrongWithPath(path)).isPresent();
    assertThatThrownBy(() -> new ArtifactFile(path, 0, SHA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b.md",
        "..a",
        "a..b/c",
        "…/ä ö",
        "ab:c/d",
        "\ud83d\ude00",
        "-",
        "~",
        "...",
        ".a/b",
        "a/.b"
      })
  void anOrdinaryPathIsTaken(String path) {
    assertThat(new ArtifactFile(path, 0, SHA).path()).isEqualTo(path);
  }

  @Test
  void aPathHasBounds() {
    assertThat(ArtifactFile.wrongWithPath("a".repeat(255))).isEmpty();
    assertThat(ArtifactFile.wrongWithPath("a".repeat(256))).isPresent();
    assertThat(ArtifactFile.wrongWithPath("ä".repeat(128))).isPresent();
    assertThat(ArtifactFile.wrongWithPath("a/".repeat(511) + "ab")).isEmpty();
    assertThat(ArtifactFile.wrongWithPath("a/".repeat(512) + "a")).isPresent();
  }

  @Test
  void theContentDigestDoesNotDependOnTheOrderAndIsAsTheFormatSays() {
    ArtifactFile small = new ArtifactFile("a.md", 0, SHA);
    ArtifactFile late = new ArtifactFile("\ud83d\ude00", 3, Digest.of("abc"));
    ArtifactFile early = new ArtifactFile("\uffee", 3, Digest.of("abc"));
    String lines =
        "a.md\0000\000"
            + SHA.hex()
            + "\n"
            + "\uffee\0003\000"
            + Digest.of("abc").hex()
            + "\n"
            + "\ud83d\ude00\0003\000"
            + Digest.of("abc").hex()
            + "\n";

    assertThat(ContentDigest.of(List.of(late, early, small))).isEqualTo(Digest.of(lines));
    assertThat(ContentDigest.of(List.of(small, early, late))).isEqualTo(Digest.of(lines));
  }

  @Test
  void pathsSortAsTheirBytesInUtf8Do() {
    SplittableRandom random = new SplittableRandom(11);
    int[] from = {'!', '/', 'a', 'b', '\u00e4', '\u2026', '\ud7ff', '\ue000', '\uffee', 0x1f600};
    for (int i = 0; i < 20_000; i++) {
      String a = text(random, from);
      String b = text(random, from);
      int bytes = Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

      assertThat(Integer.signum(ContentDigest.PATH_ORDER.compare(a, b)))
          .describedAs("%s beside %s", a, b)
          .isEqualTo(Integer.signum(bytes));
    }
  }

  private static String text(SplittableRandom random, int[] from) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(4); length > 0; length--) {
      text.appendCodePoint(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }

  @Test
  void aReferenceIsOneText() {
    ManifestRef reference = new ManifestRef(new ObjectKey("manifests/a.json"), SHA, 12);

    assertThat(ManifestRef.parse(reference.toString())).isEqualTo(reference);
    assertThatThrownBy(() -> ManifestRef.parse("manifests/a.json"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "../a", "a/../b", "a b", "/a", "a/", "a//b", ".a", "a..b", "a@b", "ä"})
  void anArtifactsNameIsAName(String name) {
    assertThatThrownBy(() -> new ArtifactName(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
