package io.godwit.engine.repository.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.format.Manifest.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDocumentTest {

  private static final ObjectKey KEY = new ObjectKey("manifests/a.json");
  private static final Digest EMPTY = Digest.of("");

  @Test
  void aManifestComesBack() {
    Manifest manifest = manifest();

    assertThat(Documents.read(Manifest.class, KEY, Documents.write(manifest))).isEqualTo(manifest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "a/../b",
        "/absolute",
        "a//b",
        "a/",
        "./a",
        "a\\\\b",
        "C:/x",
        "a\\u0000b",
        "a\\nb",
        "",
        "a/..",
        "\\ud800"
      })
  @DisplayName("a path that leads out of the folder, or is odd in another way, is refused")
  void aPathThatLeadsOutIsRefused(String path) {
    refuse(json -> json.replace("docs/a.md", path));
  }

  @Test
  void whatAddsUpToSomethingElseIsRefused() {
    refuse(json -> json.replace("\"bytes\":100", "\"bytes\":101"));
    refuse(json -> json.replace("\"size\":100", "\"size\":99"));
    refuse(json -> json.replace("\"size\":100", "\"size\":-100"));
    refuse(json -> json.replace("\"size\":100", "\"size\":9223372036854775807"));
    refuse(json -> json.replace("docs/a.md", "docs/b.md"));
  }

  @Test
  void aSegmentOutsideItsPackIsRefused() {
    for (String segment :
        List.of("[1,0,2]", "[0,0,4]", "[0,2,2]", "[0,-1,2]", "[0,0,0]", "[0,0]")) {
      refuse(json -> json.replace("[0,0,2]", segment));
    }
    refuse(json -> json.replace("[0,0,2]", "[0,0,2147483647]"));
    refuse(json -> json.replace("[0,0,2]", "[0,2147483647,2147483647]"));
  }

  @Test
  void aPackOfImpossibleSizeIsRefused() {
    refuse(json -> json.replace("\"size\":5000", "\"size\":99999999999"));
    refuse(json -> json.replace("\"chunks\":3", "\"chunks\":8193"));
    refuse(json -> json.replace("packs/00/p.gwp", "../../etc/passwd"));
  }

  @Test
  void looseJsonIsRefused() {
    refuse(json -> json.replace("\"bytes\":100", "\"bytes\":100,\"bytes\":100"));
    refuse(json -> json.replace("\"bytes\":100", "\"bytes\":100,\"extra\":1"));
    refuse(json -> json.replace("\"bytes\":100", "\"bytes\":\"100\""));
    refuse(json -> json.replace("\"bytes\":100", "\"bytes\":100.0"));
    refuse(json -> json.replace("\"bytes\":100,", ""));
    refuse(json -> json + "{}");
    refuse(json -> "[" + json + "]");
    refuse(json -> json.replace("\"metadata\":{}", "\"metadata\":" + "{\"a\":".repeat(50_000)));
    refuse(
        json ->
            json.replace("\"metadata\":{}", "\"metadata\":{\"a\":\"" + "x".repeat(20_000) + "\"}"));
    refuse(json -> "");
  }

  @Test
  void aNewerFormatIsSaidToBeNewer() {
    String newer =
        new String(Documents.write(manifest()), UTF_8).replace("\"format\":1", "\"format\":2");

    assertThatThrownBy(
            () ->
                Documents.read(
                    Manifest.class, KEY, newer.replace("files", "tables").getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.NEWER_FORMAT));
  }

  @Test
  void aRepositoryThatNeedsANewerReaderIsLeftAlone() {
    String newer =
        "{\"format\":\"godwit-repository\",\"version\":3,\"minReader\":2,\"minWriter\":3,\"new\":1}";

    assertThatThrownBy(() -> Descriptor.read(newer.getBytes(UTF_8), "here"))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.NEWER_FORMAT))
        .hasMessageContaining("newer");
  }

  @Test
  void aRepositoryThatNeedsANewerWriterIsStillRead() {
    Descriptor newer = new Descriptor("godwit-repository", 2, 1, 2, "0".repeat(32), "xet-gear-64k");

    Descriptor read = Descriptor.read(Documents.writeChecked(newer), "here");

    assertThatThrownBy(() -> read.requireWritable("here"))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.NEWER_FORMAT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "not json", "{\"format\":\"else\"}", "[1]", "null"})
  void whatIsNoRepositoryIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> Descriptor.read(text.getBytes(UTF_8), "here"))
        .isInstanceOfSatisfying(
            GodwitException.class,
            e -> assertThat(e.code()).isEqualTo(ArtifactError.NO_REPOSITORY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "packs/../root.json",
        "root.json",
        "godwit.json",
        "packs//x.gwp",
        ""
      })
  @DisplayName("a list that would have something else deleted than garbage is refused")
  void aListThatNamesWhatIsNoGarbageIsRefused(String key) {
    String list = "{\"format\":1,\"made\":\"2026-11-20T22:10:00Z\",\"keys\":[\"" + key + "\"]}";

    assertDamaged(CondemnedList.class, list);
  }

  @Test
  void looseJsonIsRefusedInEveryKindOfDocument() {
    for (Object document :
        List.of(
            CatalogDocument.EMPTY,
            Root.NONE,
            new CondemnedList(1, Instant.EPOCH, new TreeSet<>(Set.of(KEY))))) {
      String good = new String(Documents.write(document), UTF_8);
      Class<?> type = document.getClass();
      assertThat(Documents.read(type, KEY, good.getBytes(UTF_8))).isEqualTo(document);

      assertDamaged(type, good + "{}");
      assertDamaged(type, good.replace("{\"format\":1", "{\"format\":1,\"format\":1"));
      assertDamaged(type, good.replace("{\"format\":1", "{\"format\":1,\"extra\":1"));
      assertDamaged(
          type, good.replace("{\"format\":1", "{\"format\":1,\"extra\":" + "[".repeat(9_999)));
      assertDamaged(type, good.replaceFirst(",\"[a-z]+\":[^,]*", ""));
      assertDamaged(type, good.substring(0, good.length() - 1));
    }
  }

  private static void assertDamaged(Class<?> type, String json) {
    assertThatThrownBy(() -> Documents.read(type, KEY, json.getBytes(UTF_8)))
        .as(json.substring(0, Math.min(json.length(), 200)))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED));
  }

  private static Manifest manifest() {
    ArtifactFile file = new ArtifactFile("docs/a.md", 100, EMPTY);
    return new Manifest(
        1,
        ContentDigest.of(List.of(file)),
        100,
        Map.of(),
        List.of(),
        null,
        List.of(new PackRef(new ObjectKey("packs/00/p.gwp"), EMPTY, 5_000, 3)),
        List.of(new FileEntry(file.path(), 100, EMPTY, List.of(new Segment(0, 0, 2)))));
  }

  private static void refuse(UnaryOperator<String> spoil) {
    String good = new String(Documents.write(manifest()), UTF_8);
    String bad = spoil.apply(good);
    assertThat(bad).isNotEqualTo(good);
    assertThatThrownBy(() -> Documents.read(Manifest.class, KEY, bad.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED));
  }
}
