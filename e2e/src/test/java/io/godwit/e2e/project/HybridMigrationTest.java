package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.StatusView;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.engine.Godwit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F5, F6: a hybrid migration goes forward as one and back as one")
class HybridMigrationTest {

  private static final Version ONE = new Version("1.0.0");

  @TempDir Path folder;

  static Map<String, String> digests(Godwit godwit) {
    return godwit.status(true).targets().stream()
        .collect(Collectors.toMap(TargetView::name, target -> target.digest().orElseThrow()));
  }

  static void forwardAndBack(HelpDesk desk) {
    try (Godwit godwit = desk.open()) {
      assertThat(godwit.up(Optional.of(ONE), Consent.NONE).message()).isEmpty();
      Map<String, String> before = digests(godwit);

      RunReport up = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(up.message()).isEmpty();
      assertThat(up.ending()).isEqualTo(Ending.DONE);
      StatusView status = godwit.status(false);
      assertThat(status.release()).contains("2.0.0");
      assertThat(status.pending()).isEmpty();
      assertThat(status.applied()).extracting(MigrationView::type).containsOnly("hybrid");
      assertThat(digests(godwit).values()).doesNotContainAnyElementsOf(before.values());

      RunReport down = godwit.down(Consent.NONE);

      assertThat(down.message()).isEmpty();
      assertThat(godwit.status(false).release()).contains("1.0.0");
      assertThat(digests(godwit)).isEqualTo(before);
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(godwit.down(Consent.NONE).release()).contains("1.0.0");
      assertThat(godwit.down(Consent.NONE).release()).isEmpty();
    }
  }

  @Test
  void onSqliteItComesBackToTheDigestsThatItCameFrom() {
    forwardAndBack(new HelpDesk(folder));
  }

  @Test
  void withNothingPendingNothingRuns() {
    HelpDesk desk = new HelpDesk(folder);
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.empty(), Consent.NONE);

      RunReport again = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(again.runs()).isEmpty();
      assertThat(again.ending()).isEqualTo(Ending.DONE);
      assertThat(godwit.validate()).isEmpty();
      assertThat(godwit.doctor().findings()).allMatch(line -> line.good());
    }
  }

  @Test
  @DisplayName("A13: a step that fails takes everything back and says which, why and what is now")
  void aStepThatFailsTakesEverythingBack() {
    HelpDesk desk = new HelpDesk(folder);
    desk.write(
        "migrations/002_switch/priority.up.sql",
        "alter table ticket add column priority;\nselect nonsense;\n");
    try (Godwit godwit = desk.open()) {
      RunReport first = godwit.up(Optional.of(ONE), Consent.NONE);
      Map<String, String> before = digests(godwit);

      RunReport failed = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(first.ending()).isEqualTo(Ending.DONE);
      assertThat(failed.ending()).isEqualTo(Ending.FAILED);
      assertThat(failed.message())
          .contains("priority", "priority.up.sql:2", "nonsense", "version 1.0.0");
      assertThat(digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("E3: a critical check that fails afterwards takes everything back")
  void aCriticalCheckThatFailsTakesEverythingBack() {
    HelpDesk desk = new HelpDesk(folder);
    desk.write(
        "migrations/002_switch/priority.up.sql",
        "alter table ticket add column priority integer;\n");
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.of(ONE), Consent.NONE);
      Map<String, String> before = digests(godwit);

      RunReport failed = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(failed.ending()).isEqualTo(Ending.FAILED);
      assertThat(failed.message()).contains("every ticket has a priority", "expects 0 and got 2");
      assertThat(digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("A10: a migration that was changed after it was applied is found")
  void aChangedFileIsFound() {
    HelpDesk desk = new HelpDesk(folder);
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.of(ONE), Consent.NONE);
    }
    desk.write("migrations/001_start/tables.up.sql", "create table other (id integer);\n");
    try (Godwit godwit = desk.open()) {
      assertThat(godwit.validate()).extracting(fault -> fault.code().id()).contains("GW-201");
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("GW-201");
    }
  }

  @Test
  void looksChangeNothing() {
    HelpDesk desk = new HelpDesk(folder);
    try (Godwit godwit = desk.open()) {
      assertThat(godwit.status(false).release()).isEmpty();
      assertThat(godwit.planUp(Optional.empty()).runs()).hasSize(2);
      assertThat(godwit.history()).isEmpty();
      assertThat(godwit.validate()).isEmpty();
    }
    assertThat(folder.resolve(".godwit/state.db")).doesNotExist();
    assertThat(Files.exists(folder.resolve("app.db"))).isFalse();
  }

  @Test
  void badInputIsToldWithItsCodeAndItsPlaceAndNothingIsTouched() {
    assertThat(faults("use: data.sql", "use: data.sq"))
        .contains("did you mean")
        .contains("data.sql");
    assertThat(faults("collection: articles,", "colection: articles,")).contains("collection");
    assertThat(faults("up: tables.up.sql", "up: missing.sql")).contains("missing.sql");
    assertThat(faults("from: ../../documents", "from: ../../../documents")).contains("project");
    assertThat(faults("to: 1.0.0", "to: 1.0.0\ndepends-on: [nobody]")).contains("nobody");
    assertThat(faults("to: 1.0.0", "to: 1.0.0\ndepends-on: [switch]")).contains("switch");
    assertThat(faults("id: start", "id: switch")).contains("switch");
    assertThat(Files.exists(folder.resolve("app.db"))).isFalse();
  }

  private String faults(String good, String bad) {
    HelpDesk desk = new HelpDesk(folder);
    String path = "migrations/001_start/migration.yaml";
    try {
      String text =
          Files.readString(folder.resolve(path))
              .replaceFirst(java.util.regex.Pattern.quote(good), bad);
      desk.write(path, text);
      try (Godwit godwit = desk.open()) {
        List<Fault> faults = godwit.validate();
        assertThat(faults).as(bad).isNotEmpty().allMatch(fault -> fault.place().isPresent());
        return faults.toString();
      }
    } catch (GodwitException e) {
      return e.faults().toString();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
