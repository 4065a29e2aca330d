package io.godwit.engine.coded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.migration.Check;
import io.godwit.api.migration.CodedMigration;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.MigrationHeader;
import io.godwit.api.migration.MigrationWriter;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.engine.coded.Written.Writer;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.project.Project;
import io.godwit.engine.project.ProjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("B2: a migration that is a class is one like any other")
class MigrationClassesTest {

  @TempDir Path directory;

  @BeforeEach
  void project() {
    file(
        "godwit.yaml",
        """
        system: desk
        targets:
          app: { provider: data, url: "jdbc:sqlite:app.db", default: true }
          archive: { provider: data, url: "jdbc:sqlite:archive.db" }
          articles: { provider: knowledge, url: "jdbc:sqlite:kb.db" }
        """);
  }

  private static final MigrationHeader SWITCH =
      MigrationHeader.of("002_switch_embedder")
          .id("switch")
          .from("1.4.0")
          .to("2.0.0")
          .description("Answer from the new embedder")
          .author("Ada")
          .createdAt("2026-09-01");

  private static void writeSwitch(MigrationWriter migration) {
    migration.sql("columns", "select 1;", "select 2;").target("archive");
    migration
        .step("reembed", "knowledge.reembed")
        .with("collection", "articles")
        .with("batch", 256)
        .verify("min-overlap-at-10", 0.6);
    migration.before("some", "select 1", 1);
    migration.after("none", "select 2", "0").target("archive").onlyWarns();
  }

  private void folderOfSwitch() {
    file(
        "migrations/002_switch_embedder/migration.yaml",
        """
        id: switch
        from: 1.4.0
        to: 2.0.0
        description: Answer from the new embedder
        author: Ada
        date: 2026-09-01
        depends-on: [create-tickets]
        steps:
          - id: columns
            use: data.sql
            target: archive
            with: { up: columns.up.sql, down: columns.down.sql }
          - id: reembed
            use: knowledge.reembed
            with: { collection: articles, batch: 256 }
            verify: { min-overlap-at-10: 0.6 }
        checks:
          before:
            - { name: some, query: select 1, expect: 1 }
          after:
            - { name: none, target: archive, query: select 2, expect: 0, critical: false }
        """);
  }

  @Test
  @DisplayName("B2: it reads as the folder with the same manifest does")
  void likeAFolder() {
    file("migrations/001_create_tickets.up.sql", "select 1;");
    Migration coded =
        read(new Written(SWITCH.dependsOn("create-tickets"), MigrationClassesTest::writeSwitch))
            .orThrow()
            .migrations()
            .get(1);
    folderOfSwitch();
    Migration folder = read().orThrow().migrations().get(1);

    assertThat(coded.id()).isEqualTo(folder.id());
    assertThat(coded.path()).isEqualTo(folder.path());
    assertThat(coded.about()).isEqualTo(folder.about());
    assertThat(coded.dependsOn()).isEqualTo(folder.dependsOn()).hasSize(1);
    assertThat(coded.checks()).isEqualTo(folder.checks());
    assertThat(coded.checks().after())
        .containsExactly(new Check("none", new TargetName("archive"), "select 2", "0", false));
    assertThat(coded.steps()).hasSameSizeAs(folder.steps());
    for (int i = 0; i < coded.steps().size(); i++) {
      assertThat(coded.steps().get(i).id()).isEqualTo(folder.steps().get(i).id());
      assertThat(coded.steps().get(i).use()).isEqualTo(folder.steps().get(i).use());
      assertThat(coded.steps().get(i).target()).isEqualTo(folder.steps().get(i).target());
      assertThat(coded.steps().get(i).with().plain())
          .isEqualTo(folder.steps().get(i).with().plain());
    }
  }

  @Test
  @DisplayName("B2, B6: it stands by its number, and dependencies lead from file to class and back")
  void amongFiles() {
    file("migrations/001_a.up.sql", "-- Dependencies: c-third\nselect 1;");
    file("migrations/004_d.up.sql", "select 1;");

    List<Migration> migrations =
        read(
                Written.of(MigrationHeader.of("005_e").dependsOn("004_d")),
                Written.of(MigrationHeader.of("003_c").id("c-third")),
                Written.of(MigrationHeader.of("002_b")))
            .orThrow()
            .migrations();

    assertThat(migrations)
        .extracting(migration -> migration.id().value())
        .containsExactly("b", "c-third", "a", "d", "e");
    assertThat(migrations.get(0).path().to()).isEqualTo(new Version("002"));
    assertThat(migrations.get(0).about().description()).isEqualTo("b");
  }

  @Test
  @DisplayName("B6: two of one number or id, and circles, are refused with the names of both")
  void refusedTogether() {
    file("migrations/001_a.up.sql", "select 1;");
    file("migrations/004_d/migration.yaml", "id: x\nsteps: [{ id: s, use: data.sql }]\n");

    List<Fault> faults =
        read(
                Written.of(MigrationHeader.of("1_other")),
                Written.of(MigrationHeader.of("005_e").id("x")),
                Written.of(MigrationHeader.of("006_f").dependsOn("g")),
                Written.of(MigrationHeader.of("007_g").dependsOn("f")),
                Written.of(MigrationHeader.of("008_h").dependsOn("nobody")))
            .faults();

    assertThat(faults)
        .extracting(Fault::code)
        .containsExactlyInAnyOrder(
            ConfigError.DUPLICATE_VERSION,
            ConfigError.DUPLICATE_ID,
            ConfigError.DEPENDENCY_CIRCLE,
            ConfigError.MISSING_DEPENDENCY);
    assertThat(faults.toString())
        .contains("migrations/001_a.up.sql", "migrations/004_d/migration.yaml", "f → g → f")
        .contains(Written.class.getName());
  }

  @Test
  @DisplayName("B2: a class that throws is named with its line, and so is everything else at once")
  void broken() {
    List<Fault> faults =
        read(
                Written.of("001_a", migration -> fail("no idea")),
                Written.of("002_b", migration -> migration.step("a b", "data.sql")),
                Written.of("003_c", migration -> migration.step("a", "nonsense")),
                Written.of(
                    "004_d", migration -> migration.step("a", "x.y").with("k", new Object())),
                Written.of(
                    "005_e", migration -> migration.step("a", "x.y").with("k", 1).with("k", 2)),
                Written.of("006_f", migration -> migration.resource("gone.sql")),
                Written.of("007_g", migration -> migration.file("../x", "")),
                Written.of("008_h", migration -> migration.file("a/b", "").file("a", "")),
                Written.of("009_i", migration -> endless(0)),
                Written.of("010_j", migration -> migration.file("a", new byte[(16 << 20) + 1])),
                Written.of("011_k", migration -> migration.step("a", "x.y").target("no name")),
                new Nameless(),
                new Headless())
            .faults();

    assertThat(faults)
        .hasSize(13)
        .extracting(Fault::code)
        .containsOnly(ConfigError.BROKEN_MIGRATION_CLASS);
    assertThat(faults)
        .allSatisfy(
            fault ->
                assertThat(fault.message()).contains("Nothing was run; mend the class, or take"));
    assertThat(faults.get(11).place().orElseThrow().toString())
        .matches(".*MigrationClassesTest\\$Nameless:[0-9]+");
    assertThat(faults.toString())
        .contains("java.io.IOException: no idea")
        .contains("'a b' is not a name", "two words with a dot")
        .contains("setting 'k' of step 'a': a java.lang.Object cannot be written")
        .contains("is written twice; keep one")
        .contains("there is no resource 'gone.sql' beside")
        .contains("'../x' is no path of a file")
        .contains("is a folder as well")
        .contains("StackOverflowError")
        .contains("larger than 16 MiB")
        .contains("'no name' is not a name")
        .contains("'split name' is no migration's name")
        .contains("its header() is null");
  }

  @Test
  @DisplayName(
      "B2: what is wrong with its steps is said as of a folder, with the line of the class")
  void faultsOfSteps() {
    List<Fault> faults =
        read(
                Written.of("001_a", migration -> {}),
                new Twice(),
                Written.of("003_c", migration -> migration.sql("a", "select 1;").target("archiv")))
            .faults();

    assertThat(faults)
        .extracting(Fault::code)
        .containsExactly(
            ConfigError.NO_STEPS, ConfigError.DUPLICATE_STEP, ConfigError.UNKNOWN_TARGET);
    assertThat(faults.get(1).place().orElseThrow().toString()).matches(".*Twice:[0-9]+");
    assertThat(faults.get(2).message()).contains("did you mean 'archive'?");
  }

  @Test
  @DisplayName("A10: the checksum is that of all it writes, and of nothing else")
  void checksum() {
    Writer one =
        migration -> migration.sql("a", "select 1;", "select 2;").with("transaction", "none");
    String digest = checksum(Written.of("001_a", one));

    assertThat(checksum(Written.of("001_a", one))).isEqualTo(digest);
    assertThat(checksum(Written.of("007_a", one))).as("as with a folder").isEqualTo(digest);
    assertThat(
            checksum(
                new Other(
                    migration ->
                        migration
                            .sql("a", "\uFEFFselect 1;", "select 2;")
                            .with("transaction", TransactionMode.NONE))))
        .as("another class, and other bytes that git makes")
        .isEqualTo(digest);
    assertThat(
            List.of(
                checksum(Written.of("001_a", m -> m.sql("a", "select 1;"))),
                checksum(Written.of("001_a", m -> m.sql("a", "select 1;", "select 3;"))),
                checksum(
                    Written.of(
                        "001_a",
                        m -> {
                          one.write(m);
                          m.file("more", "");
                        })),
                checksum(
                    Written.of(
                        "001_a",
                        m -> {
                          one.write(m);
                          m.after("c", "select 1", 1);
                        })),
                checksum(new Written(MigrationHeader.of("001_a").author("Ada"), one)),
                checksum(new Written(MigrationHeader.of("001_a").to("2.0.0"), one))))
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("A10: the checksum stays the same from one version of Godwit to the next")
  void checksumStays() {
    assertThat(checksum(new Written(SWITCH, MigrationClassesTest::writeSwitch)))
        .isEqualTo("sha256:5e1721ce288b0ad47b6e85a920660592cee60093120d3f5600670f9a90c28c3b");
  }

  @Test
  void whatHasNoOrderInJavaHasOneInTheSettings() {
    Map<String, Integer> map = Map.of("z", 1, "a", 2, "m", 3);

    assertThat(with(map).keySet()).containsExactly("a", "m", "z");
  }

  @Test
  @DisplayName("B2: settings may be a record, as the step type's own")
  void records() {
    record Inner(Version version, Optional<String> nothing, List<String> none) {}
    record Settings(int batchSize, TransactionMode mode, Inner inner, Duration pause, Path from) {}

    assertThat(
            with(
                new Settings(
                    5,
                    TransactionMode.READ_ONLY,
                    new Inner(new Version("2.0.0"), Optional.empty(), List.of()),
                    Duration.ofSeconds(90),
                    Path.of("a", "b"))))
        .isEqualTo(
            Map.of(
                "batch-size", "5",
                "mode", "read-only",
                "inner", Map.of("version", "2.0.0"),
                "pause", "PT1M30S",
                "from", "a/b"));
  }

  @Test
  @DisplayName("B2: its steps see the files that it brings, and else those of the project")
  void files() throws IOException {
    file("documents/a.md", "of the project");
    file("texts/b.md", "hidden by the class");
    Project project =
        read(Written.of(
                "001_a",
                migration ->
                    migration
                        .file("texts/b.md", "of the class")
                        .file("texts/deep/c.md", new byte[] {'c'})
                        .file("dos.txt", "\uFEFFa\r\nb")
                        .resource("people.sql")
                        .sql("s", "select 1;")))
            .orThrow();
    ProjectFiles files = project.files(project.migrations().get(0).source().folder());

    assertThat(files.text("documents/a.md")).isEqualTo("of the project");
    assertThat(files.text("texts/../texts/./b.md")).isEqualTo("of the class");
    assertThat(files.text("dos.txt")).isEqualTo("a\nb");
    assertThat(files.text("people.sql")).endsWith("('Ada');\n");
    assertThat(files.tree("texts").files())
        .containsExactly(new FileTree.Entry("b.md", 12), new FileTree.Entry("deep/c.md", 1));
    assertThat(files.tree("texts/b.md").files()).containsExactly(new FileTree.Entry("b.md", 12));
    try (var in = files.tree("texts").open("deep/c.md")) {
      assertThat(in.readAllBytes()).isEqualTo("c".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(files.exists("texts/deep")).isTrue();
    assertThat(files.exists("nothing")).isFalse();
    assertThat(files.shown("texts/b.md")).isEqualTo(Written.class.getName() + "/texts/b.md");
    assertThat(files.shown("documents/a.md")).isEqualTo("documents/a.md");
    for (String outside : List.of("../x", "texts/../../x", "/etc/passwd")) {
      assertThatThrownBy(() -> files.text(outside))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("GW-140");
    }
    assertThatThrownBy(() -> files.tree("texts").open("../people.sql"))
        .isInstanceOf(GodwitException.class);
  }

  @Test
  void theTimeForWritingEnds() {
    List<MigrationWriter> kept = new ArrayList<>();
    read(Written.of(
            "001_a",
            migration -> {
              kept.add(migration);
              migration.sql("a", "select 1;");
            }))
        .orThrow();

    assertThatThrownBy(() -> kept.get(0).sql("b", "select 1;"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has been read");
  }

  private enum TransactionMode {
    NONE,
    READ_ONLY
  }

  private record Other(Writer writer) implements CodedMigration {
    @Override
    public MigrationHeader header() {
      return MigrationHeader.of("001_a");
    }

    @Override
    public void write(MigrationWriter migration) throws Exception {
      writer.write(migration);
    }
  }

  private static final class Twice implements CodedMigration {
    @Override
    public MigrationHeader header() {
      return MigrationHeader.of("002_b");
    }

    @Override
    public void write(MigrationWriter migration) {
      migration.sql("a", "select 1;");
      migration.step("a", "data.sql");
    }
  }

  private static final class Nameless implements CodedMigration {
    @Override
    public MigrationHeader header() {
      return MigrationHeader.of("split name");
    }

    @Override
    public void write(MigrationWriter migration) {}
  }

  private static final class Headless implements CodedMigration {
    @Override
    @SuppressWarnings("NullAway") // as an author may write it who does not check
    public MigrationHeader header() {
      return null;
    }

    @Override
    public void write(MigrationWriter migration) {}
  }

  private static void fail(String why) throws IOException {
    throw new IOException(why);
  }

  @SuppressWarnings("InfiniteRecursion") // that is what is tried
  private static int endless(int depth) {
    return endless(depth + 1) + 1;
  }

  @SuppressWarnings("unchecked")
  private Map<String, ?> with(Object value) {
    Object plain =
        read(Written.of("001_a", migration -> migration.step("a", "data.sql").with("k", value)))
            .orThrow()
            .migrations()
            .get(0)
            .steps()
            .get(0)
            .with()
            .get("k")
            .orElseThrow()
            .plain();
    return (Map<String, ?>) plain;
  }

  private String checksum(CodedMigration migration) {
    return read(migration).orThrow().migrations().get(0).source().checksum().toString();
  }

  private Bound<Project> read(CodedMigration... migrations) {
    return new ProjectReader(name -> Optional.empty(), new Secrets())
        .read(directory, Optional.empty(), MigrationClasses.read(List.of(), List.of(migrations)));
  }

  private void file(String path, String text) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
