package io.godwit.examples.brain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import io.godwit.examples.ExampleCopy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for requirements B1, B2, B4 and B6, on a copy of its files. */
final class SecondBrainTest {

  private static final Map<String, String> SERVICES =
      Map.of(
          "META-INF/services/io.godwit.api.content.ContentTransform",
          "org.acme.brain.Sentiment",
          "META-INF/services/io.godwit.api.migration.CodedMigration",
          "org.acme.brain.EnrichWithSentiment");

  @TempDir Path folder;
  private ExampleCopy example = new ExampleCopy(Path.of(""));

  @BeforeEach
  void aCopyOfTheExampleWithItsPlugin() throws IOException {
    example = ExampleCopy.of("second-brain", folder.resolve("project"));
    Files.deleteIfExists(example.folder().resolve("plugins/second-brain.jar"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    arguments.addAll(files(example.folder().resolve("src")).map(Path::toString).toList());
    int outcome =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(outcome).isEqualTo(0);
    pack(classes, Files.createDirectories(example.folder().resolve("plugins")));
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static void pack(Path classes, Path plugins) throws IOException {
    try (OutputStream out = Files.newOutputStream(plugins.resolve("second-brain.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Path file : files(classes).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, jar);
      }
      for (Map.Entry<String, String> service : SERVICES.entrySet()) {
        jar.putNextEntry(new JarEntry(service.getKey()));
        jar.write(service.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static RunReport up(Godwit godwit) {
    return godwit.up(Optional.empty(), Consent.NONE);
  }

  @Test
  @DisplayName("B1, B2: schema and memories go up as one, come back as one, and go up again")
  void schemaAndMemoriesMoveAsOne() throws SQLException {
    try (Godwit godwit = example.open()) {
      List<PlanView.PlannedRun> plans = godwit.planUp(Optional.empty()).runs();
      assertThat(plans).hasSize(3);
      List<Map<String, String>> ways = new ArrayList<>(List.of(ExampleCopy.digests(godwit)));
      for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
        RunReport report = godwit.up(Optional.of(new Version(version)), Consent.NONE);
        assertThat(report.message()).isEmpty();
        assertThat(report.release()).contains(version);
        ways.add(ExampleCopy.digests(godwit));
      }
      assertThat(ways).doesNotHaveDuplicates();
      assertThat(feelings("negative")).isEqualTo("12");
      assertThat(feelings("positive")).isEqualTo("12");
      assertThat(feelings("neutral")).isEqualTo("12");
      assertThat(
              example.ask(
                  "brain.db",
                  "select count(*) from knowledge_active_chunks where text like '%It felt%'"))
          .isEqualTo("24");
      assertThat(example.ask("app.db", "select count(*) from day")).isEqualTo("36");

      for (int at = 2; at >= 0; at--) {
        assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
        assertThat(ExampleCopy.digests(godwit)).isEqualTo(ways.get(at));
      }
      assertThat(up(godwit).ending()).isEqualTo(Ending.DONE);
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(ways.get(3));
    }
  }

  private String feelings(String label) throws SQLException {
    return example.ask(
        "brain.db",
        "select count(*) from knowledge_active_documents where metadata like '%\"label\":\""
            + label
            + "\"%'");
  }

  @Test
  @DisplayName("B2, B6: without the class the migration that it was is missed, and nothing runs")
  void withoutItsClassNothingRuns() throws IOException {
    Files.delete(example.folder().resolve("plugins/second-brain.jar"));
    assertThatThrownBy(
            () -> {
              try (Godwit godwit = example.open()) {
                up(godwit);
              }
            })
        .hasMessageContaining("There is no migration 'sentiment' to depend on");
    assertThat(example.folder().resolve(".godwit/app.db")).doesNotExist();
  }

  @Test
  @DisplayName("B4: a gate that fails takes schema and memories back")
  void aGateThatFailsTakesBothBack() throws IOException {
    try (Godwit godwit = example.open()) {
      up(godwit);
      godwit.down(Consent.NONE);
    }
    Path manifest = example.folder().resolve("migrations/003_structure/migration.yaml");
    Files.writeString(manifest, Files.readString(manifest).replace("expect: 36", "expect: 7"));
    try (Godwit godwit = example.open()) {
      Map<String, String> before = ExampleCopy.digests(godwit);

      RunReport report = up(godwit);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message()).contains("no memory is without its day");
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(before);
    }
  }
}
