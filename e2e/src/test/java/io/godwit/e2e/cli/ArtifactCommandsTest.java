package io.godwit.e2e.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A13: godwit artifacts")
final class ArtifactCommandsTest {

  private static final String PROJECT =
      """
      system: shelf
      repository:
        retention: { uploads: 0s, readers: 0s, commits: 1, history: 0s }
      targets:
        app: { provider: data, url: "jdbc:sqlite:app.db" }
      environments:
        away:
          repository: { url: away }
        rows:
          repository: { url: rows, register: state }
      """;

  @TempDir Path folder;
  private CommandLine godwit = new CommandLine(Path.of("."));

  @BeforeEach
  void project() throws IOException {
    godwit = new CommandLine(folder);
    Files.writeString(folder.resolve("godwit.yaml"), PROJECT);
    Files.createDirectories(folder.resolve("docs/sub"));
    Files.writeString(folder.resolve("docs/a.md"), "# A\n");
    Files.writeString(folder.resolve("docs/sub/b.md"), "# B\n");
    Files.write(folder.resolve("docs/noise.bin"), noise(300_000, 1));
  }

  @Test
  void whereNoProjectIsTheyAreToldAboutAndRefused(@TempDir Path bare) {
    CommandLine outside = new CommandLine(bare);

    assertThat(outside.run("--help").out()).containsPattern("artifacts +copy, diff");
    assertThat(outside.run("artifacts", "--help").out()).startsWith("godwit artifacts COMMAND");
    assertThat(outside.run("artifacts", "list").err()).startsWith("GW-101").contains("--project");
    assertThat(bare).isEmptyDirectory();
  }

  @Test
  void helpListsThemBesideAProjectThatCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), "system: [");

    assertThat(godwit.run("--help").out()).containsPattern("artifacts +copy, diff");
    assertThat(godwit.run("artifacts", "list").exit()).isEqualTo(2);
  }

  @Test
  void whatIsPutIsListedShownComparedAndGot() throws IOException {
    JsonNode put =
        json("put", "docs/shop@1", "docs", "--source", "by hand", "--metadata", "lang=en");
    assertThat(put.get("files").asInt()).isEqualTo(3);
    Files.writeString(folder.resolve("docs/sub/b.md"), "# B, changed\n");
    Files.delete(folder.resolve("docs/a.md"));
    Files.writeString(folder.resolve("docs/c.md"), "# C\n");
    json("put", "docs/shop@2", "docs");

    assertThat(json("list").get("rows")).hasSize(2);
    assertThat(json("list", "--prefix", "models").path("rows")).isEmpty();
    JsonNode shown = json("show", "docs/shop@1");
    assertThat(shown.get("metadata").get("lang").asText()).isEqualTo("en");
    assertThat(shown.get("source").asText()).isEqualTo("by hand");
    assertThat(shown.get("listing").get(0).get("path").asText()).isEqualTo("a.md");
    JsonNode difference = json("diff", "docs/shop@1", "docs/shop");
    assertThat(List.of("added", "removed", "changed", "same"))
        .allSatisfy(kind -> assertThat(difference.get(kind).asInt()).isEqualTo(1));

    json("get", "docs/shop@1", "out");
    assertThat(folder.resolve("out/sub/b.md")).hasContent("# B\n");
    assertThat(Files.readAllBytes(folder.resolve("out/noise.bin"))).isEqualTo(noise(300_000, 1));
    assertThat(godwit.run("artifacts", "get", "docs/shop@1", "out").err()).contains("GW-632");
  }

  @Test
  void anExportLiesUnderNameAndVersionAndIsMadeOnce() {
    json("put", "docs/shop@1", "docs");

    json("export", "docs/shop", "served");
    JsonNode again = json("export", "docs/shop@1", "served");

    assertThat(folder.resolve("served/docs/shop/1/a.md")).hasContent("# A\n");
    assertThat(again.get("written").get("files").asInt()).isEqualTo(3);
  }

  @Test
  void aVersionIsCopiedToAnotherEnvironmentWithWhatIsKeptBesideIt() {
    json("put", "docs/shop@1", "docs", "--metadata", "lang=en");

    assertThat(json("copy", "docs/shop@1", "away").get("was_there").asBoolean()).isFalse();
    assertThat(json("copy", "docs/shop@1", "away").get("was_there").asBoolean()).isTrue();

    JsonNode there = json("show", "docs/shop@1", "--env", "away");
    assertThat(there.get("metadata").get("lang").asText()).isEqualTo("en");
    assertThat(there.get("content")).isEqualTo(json("show", "docs/shop@1").get("content"));
    assertThat(godwit.run("artifacts", "copy", "docs/shop@1", "nowhere").err())
        .contains("There is no environment 'nowhere'");
  }

  @Test
  void whatIsRemovedIsCollectedUnlessItIsPinned() throws IOException {
    json("put", "docs/shop@1", "docs");
    Files.write(folder.resolve("other"), noise(200_000, 2));
    json("put", "other@1", "other");
    assertThat(json("pin", "keep", "docs/shop@1").get("pin").asText()).isEqualTo("hand/keep");
    assertThat(godwit.run("artifacts", "remove", "docs/shop@1").err()).contains("GW-634");
    json("remove", "docs/shop@1", "--yes");
    json("remove", "other@1", "--yes");
    waitForTheClockOfTheFileSystem();

    JsonNode dry = json("gc", "--dry-run");
    assertThat(dry.get("deleted").asInt()).isZero();
    assertThat(dry.get("keys").toString()).contains("packs/", "manifests/");
    long packs = packs();
    JsonNode done = json("gc");
    assertThat(done.get("deleted").asInt()).isEqualTo(dry.get("condemned").asInt());
    assertThat(packs()).isEqualTo(packs - 1);
    assertThat(json("verify").get("clean").asBoolean()).isTrue();

    json("unpin", "keep");
    waitForTheClockOfTheFileSystem();
    json("gc");
    assertThat(packs()).isZero();
    assertThat(godwit.run("artifacts", "unpin", "run/1").err()).contains("GW-623");
  }

  @Test
  void whatIsBrokenIsFoundAndRepairedFromAFolderOrAnotherEnvironment() throws IOException {
    json("put", "docs/shop@1", "docs");
    json("copy", "docs/shop@1", "away");
    for (List<String> from : List.of(List.of("--from", "docs"), List.of("--from-env", "away"))) {
      breakPacks();
      var found = godwit.run("artifacts", "verify", "--json");
      assertThat(found.exit()).isEqualTo(4);
      assertThat(found.out()).contains("GW-620");
      var lost = godwit.run("artifacts", "repair", "--json");
      assertThat(lost.exit()).isEqualTo(4);
      assertThat(lost.out()).contains("\"repaired\": false");

      JsonNode mended = json("repair", from.get(0), from.get(1));

      assertThat(mended.get("rows").get(0).get("repaired").asBoolean()).isTrue();
      assertThat(json("verify").get("clean").asBoolean()).isTrue();
      assertThat(json("repair").path("rows")).isEmpty();
    }
  }

  @Test
  void aLostRootIsMadeAgain() throws IOException {
    json("put", "docs/shop@1", "docs");
    assertThat(json("repair", "--root").path("rows")).isEmpty();
    Files.delete(folder.resolve(".godwit/repository/root.json"));
    assertThat(godwit.run("artifacts", "list").err()).contains("GW-620", "repair --root");
    assertThat(godwit.run("artifacts", "repair", "--root", "--from", "docs").exit()).isEqualTo(2);

    JsonNode made = json("repair", "--root").get("rows").get(0);

    assertThat(made.get("versions").asInt()).isEqualTo(1);
    assertThat(json("list").get("rows")).hasSize(1);
    assertThat(json("verify").get("clean").asBoolean()).isTrue();
  }

  @Test
  void theRootCanBeARowOfTheStateStore() {
    json("put", "docs/shop@1", "docs", "--env", "rows");

    assertThat(json("list", "--env", "rows").get("rows")).hasSize(1);
    assertThat(json("list").path("rows")).isEmpty();
    assertThat(folder.resolve("rows/godwit.json")).exists();
    assertThat(folder.resolve("rows/root.json")).doesNotExist();
    assertThat(json("verify", "--env", "rows").get("clean").asBoolean()).isTrue();
  }

  @Test
  void theProbeTellsWhatTheStorageCanDo() {
    assertThat(json("probe").get("rows")).hasSizeGreaterThan(10);
  }

  @Test
  void whatCannotBeMeantIsRefusedWithACode() throws IOException {
    json("put", "docs/shop@1", "docs");
    Files.writeString(folder.resolve("docs/a.md"), "# other\n");

    assertRefused("GW-624", 4, "put", "docs/shop@1", "docs");
    assertRefused("GW-623", 2, "get", "docs/shop@7", "out");
    assertRefused("did you mean 'docs/shop'", 2, "get", "docs/shob", "out");
    assertRefused("GW-113", 2, "put", "../docs@1", "docs");
    assertRefused("GW-113", 2, "put", "docs/shop@9", "docs", "--metadata", "lang");
    assertRefused("GW-631", 1, "put", "docs/shop@9", "nothing");
    assertRefused("share is from 0 to 1", 2, "verify", "--share", "2");
    Files.createSymbolicLink(folder.resolve("docs/link"), Path.of("/"));
    assertRefused("is a link", 2, "put", "docs/shop@9", "docs");
  }

  private void assertRefused(String what, int exit, String... typed) {
    var said = run(typed);
    assertThat(said.err()).contains(what);
    assertThat(said.exit()).as(said.err()).isEqualTo(exit);
  }

  private JsonNode json(String... typed) {
    var said = run(Stream.concat(Stream.of(typed), Stream.of("--json")).toArray(String[]::new));
    assertThat(said.exit()).as(said.out() + said.err()).isZero();
    try {
      return new ObjectMapper().readTree(said.out());
    } catch (IOException e) {
      throw new AssertionError(said.out(), e);
    }
  }

  private CommandLine.Said run(String... typed) {
    return godwit.run(
        Stream.concat(Stream.of("artifacts"), Stream.of(typed)).toArray(String[]::new));
  }

  private long packs() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(".godwit/repository/packs"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private void breakPacks() throws IOException {
    List<Path> packs;
    try (Stream<Path> all = Files.walk(folder.resolve(".godwit/repository/packs"))) {
      packs = all.filter(Files::isRegularFile).toList();
    }
    for (Path pack : packs) {
      byte[] bytes = Files.readAllBytes(pack);
      bytes[bytes.length / 2] ^= (byte) (1 + packs.indexOf(pack));
      Files.write(pack, bytes);
    }
  }

  /** Garbage is older than no time at all once the file system's clock has gone on. */
  private void waitForTheClockOfTheFileSystem() throws IOException {
    Path file = folder.resolve("clock");
    Files.write(file, "x".getBytes(UTF_8));
    var begun = Files.getLastModifiedTime(file);
    while (Files.getLastModifiedTime(file).compareTo(begun) <= 0) {
      Files.write(file, "x".getBytes(UTF_8));
    }
  }

  private static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
