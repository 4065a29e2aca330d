package io.godwit.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import io.godwit.examples.ExampleCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The example for requirements E1 to E6, on a copy of its files. */
@DisabledOnOs(OS.WINDOWS)
final class EtlUpgradeTest {

  private static final String DATABASE = "etl.db";
  private static final Optional<Version> FIRST = Optional.of(new Version("1.4.0"));
  private static final Optional<Version> SECOND = Optional.of(new Version("2.0.0"));

  @TempDir Path folder;
  private ExampleCopy example = new ExampleCopy(Path.of(""));

  @BeforeEach
  void aCopyOfTheExample() throws IOException {
    example = ExampleCopy.of("etl-upgrade", folder);
  }

  @Test
  @DisplayName("E1 to E6: a plan file takes settings, schema and rows to 2.0.0 as one, and back")
  void thePlanFileMovesSettingsSchemaAndRowsAsOne() throws IOException, SQLException {
    String flat = example.read("config/etl.toml");
    try (Godwit godwit = example.open()) {
      assertThat(godwit.up(FIRST, Consent.NONE).message()).isEmpty();
      Map<String, String> before = ExampleCopy.digests(godwit);

      assertThat(godwit.up(SECOND, Consent.NONE).message()).isEmpty();

      assertThat(example.read("config/etl.toml"))
          .contains(
              "# Settings of the ETL library, version 1.\n",
              "\nversion = \"2.0\"\n",
              """
              [database]
              # Where the warehouse is.
              host = "warehouse.example.org"  # ask the data team before you change it
              port = 5432
              name = "etl"
              """,
              "level = \"warning\"",
              "workers = 4")
          .doesNotContain("db_host", "log_level");
      assertThat(example.ask(DATABASE, "select count(*) from pipelines")).isEqualTo("2000");
      assertThat(example.ask(DATABASE, "select settings from pipelines where id = 10"))
          .isEqualTo("{\"owner\":\"user3\",\"retries\":2}");
      assertThat(example.read(".godwit/worker-runs-with.toml"))
          .isEqualTo(example.read("config/etl.toml"));

      assertThat(godwit.down(Consent.NONE).release()).contains("1.4.0");
      assertThat(example.read("config/etl.toml")).isEqualTo(flat);
      assertThat(example.read(".godwit/worker-runs-with.toml")).isEqualTo(flat);
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName(
      "E2, E4: values that are computed, mapped and moved in arrays, with services and back")
  void settingsAreComputedMappedAndMovedInArrays() throws IOException {
    try (Godwit godwit = example.open()) {
      assertThat(godwit.up(SECOND, Consent.NONE).message()).isEmpty();
      String second = example.read("config/etl.toml");
      Map<String, String> before = ExampleCopy.digests(godwit);
      assertThat(folder.resolve(".godwit/worker-is-up")).exists();

      assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();

      assertThat(example.read("config/etl.toml"))
          .contains(
              "version = \"2.1\"\n",
              """
              # Sources that are read every night.
              [[source]]
              name = "orders"
              path = 'C:\\export\\orders'

              [source.schedule]
              hours = 24
              """,
              "url = \"postgres://warehouse.example.org:5432/etl\"",
              "level = \"warn\"",
              "seconds = 300");
      assertThat(folder.resolve("cache/orders.part")).doesNotExist();
      assertThat(folder.resolve(".godwit/worker-is-up")).exists();

      assertThat(godwit.down(Consent.NONE).release()).contains("2.0.0");
      assertThat(example.read("config/etl.toml")).isEqualTo(second);
      assertThat(folder.resolve("cache/orders.part")).exists();
      assertThat(folder.resolve(".godwit/worker-is-up")).exists();
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("E3: a critical check that fails takes all of it back; one that is not only warns")
  void aCriticalCheckTakesAllOfItBack() throws IOException {
    Path plan = folder.resolve("migrations/plans/1.4.0_2.0.0.json");
    try (Godwit godwit = example.open()) {
      godwit.up(FIRST, Consent.NONE);
    }
    Files.writeString(plan, Files.readString(plan).replace("not like 'user%'", "not like 'you%'"));
    try (Godwit godwit = example.open()) {
      Map<String, String> before = ExampleCopy.digests(godwit);

      RunReport report = godwit.up(SECOND, Consent.NONE);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message()).contains("every pipeline has an owner");
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(before);
      assertThat(folder.resolve(".godwit/worker-is-up")).exists();
    }
  }
}
