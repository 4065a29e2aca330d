package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.migration.CodedMigration;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a migration does, as a class it does what it does as a folder. */
class ClassOrFolderTest {

  @TempDir Path directory;

  /**
   * What became of a project.
   *
   * @param plans the frozen plans of its runs
   * @param digests of all targets, after each
   * @param shown what people were shown of its migrations then
   */
  private record Outcome(
      List<String> plans, List<Map<String, String>> digests, List<List<String>> shown) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("B2: a class and a folder give equal frozen plans, and equal digests up and down")
  void equalInEveryWay(long seed) throws Exception {
    Change change = new Change(new Random(seed));
    Path folder = project("folder");
    for (Map.Entry<String, String> file : change.folder().entrySet()) {
      write(folder.resolve("migrations/" + Change.NAME + "/" + file.getKey()), file.getValue());
    }

    Outcome ofFolder = upAndDown(folder, List.of());
    Outcome ofClass = upAndDown(project("class"), List.of(change));

    assertThat(ofClass.plans()).isEqualTo(ofFolder.plans()).hasSize(3);
    assertThat(ofClass.digests()).isEqualTo(ofFolder.digests()).hasSize(3);
    assertThat(ofClass.digests().get(2)).isEqualTo(ofClass.digests().get(0));
    assertThat(ofClass.digests().get(1)).isNotEqualTo(ofClass.digests().get(0));
    assertThat(ofClass.shown()).isEqualTo(ofFolder.shown());
  }

  private static Outcome upAndDown(Path project, List<CodedMigration> classes) throws Exception {
    List<Map<String, String>> digests = new ArrayList<>();
    List<List<String>> shown = new ArrayList<>();
    try (Godwit godwit =
        Godwit.builder()
            .project(project)
            .variables(name -> Optional.empty())
            .migrations(classes)
            .build()) {
      assertThat(godwit.validate()).isEmpty();
      shown.add(shown(godwit.status(false).pending()));
      done(godwit.up(Optional.of(new Version("001")), Consent.NONE));
      digests.add(HybridMigrationTest.digests(godwit));
      done(godwit.up(Optional.empty(), Consent.NONE));
      digests.add(HybridMigrationTest.digests(godwit));
      shown.add(shown(godwit.status(false).applied()));
      done(godwit.down(Consent.NONE));
      digests.add(HybridMigrationTest.digests(godwit));
      shown.add(shown(godwit.history()));
    }
    return new Outcome(plans(project), digests, shown);
  }

  private static void done(RunReport report) {
    assertThat(report.message()).isEmpty();
    assertThat(report.ending()).isEqualTo(RunReport.Ending.DONE);
  }

  private static List<String> shown(List<MigrationView> migrations) {
    return migrations.stream()
        .map(
            one ->
                one.name()
                    + one.type()
                    + one.sourceVersion()
                    + one.targetVersion()
                    + one.status()
                    + one.steps())
        .map(ClassOrFolderTest::anywhere)
        .toList();
  }

  /** Without the place that only one of the two has. */
  private static String anywhere(String text) {
    return text.replace(Change.class.getName() + "/", "PLACE/")
        .replace("migrations/" + Change.NAME + "/", "PLACE/");
  }

  /** Without places, checksums and random ids. */
  private static List<String> plans(Path project) throws SQLException {
    List<String> plans = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + project.resolve(".godwit/state.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select plan from godwit_run order by seq")) {
      while (rows.next()) {
        plans.add(
            anywhere(rows.getString(1))
                .replaceFirst("\"folder\":\"[^\"]*\"", "")
                .replaceFirst("\"checksum\":\"[^\"]*\"", "")
                .replaceAll("\"manifest\":\"[^\"]*\"", "")
                .replaceFirst("\"origin\":\\{[^}]*\\}", ""));
      }
    }
    return plans;
  }

  private Path project(String name) throws IOException {
    Path project = directory.resolve(name);
    write(
        project.resolve("godwit.yaml"),
        """
        system: desk
        targets:
          app: { provider: data, url: "jdbc:sqlite:app.db", default: true }
          archive: { provider: data, url: "jdbc:sqlite:archive.db" }
          answers: { provider: knowledge, url: "jdbc:sqlite:answers.db" }
        """);
    write(project.resolve("migrations/001_start.up.sql"), "create table start (a integer);\n");
    write(project.resolve("migrations/001_start.down.sql"), "drop table start;\n");
    return project;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }
}
