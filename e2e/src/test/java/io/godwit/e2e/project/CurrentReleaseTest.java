package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.Release;
import io.godwit.engine.Godwit;
import io.godwit.engine.release.CurrentRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application sees that goes by the current release. */
@DisplayName("Guarantee 8: an application resolves all of its versions through one pointer")
class CurrentReleaseTest {

  private static final Optional<Version> FIRST = Optional.of(new Version("1.0.0"));

  @TempDir Path folder;

  @Test
  void itTellsWhatEveryTargetHoldsAndWhenThatChanges() {
    try (Godwit godwit = new HelpDesk(folder).open()) {
      CurrentRelease release =
          CurrentRelease.in(
              () ->
                  DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(".godwit/state.db")));
      godwit.up(FIRST, Consent.NONE);
      assertThat(release.changed()).hasValueSatisfying(now -> assertVersion(now, "1.0.0", "1"));
      assertThat(release.changed()).isEmpty();

      godwit.up(Optional.empty(), Consent.NONE);
      assertThat(release.changed()).hasValueSatisfying(now -> assertVersion(now, "2.0.0", "2"));

      godwit.down(Consent.NONE);
      assertThat(release.get()).hasValueSatisfying(now -> assertVersion(now, "1.0.0", "1"));
      assertThat(release.changed()).isEmpty();
      assertThat(godwit.currentRelease().get()).isEqualTo(release.get());
    }
  }

  @Test
  void withoutAStateDatabaseTheRepositoryTellsIt() throws Exception {
    HelpDesk desk = new HelpDesk(folder);
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
    }
    Files.writeString(folder.resolve(".godwit/state.db"), "this is no database, and long enough");

    try (Godwit godwit = desk.open()) {
      assertThat(godwit.currentRelease().get())
          .hasValueSatisfying(now -> assertVersion(now, "2.0.0", "2"));
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .hasMessageContaining("does not answer as it should");
    }
  }

  @Test
  void ofAReleaseThatAnUpOnlyPassesThroughASqlTargetSaysTheVersionAndOfTheLastTheSchema() {
    SqlProject project =
        new SqlProject(folder, "jdbc:sqlite:app.db")
            .write("migrations/001_a.up.sql", "create table a (id integer primary key);")
            .write("migrations/002_b.up.sql", "create table a (id integer primary key);");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), new Consent(true, true));
      assertThat(godwit.currentRelease().get()).hasValueSatisfying(now -> assertHolds(now, "001"));
    }
    project.write("migrations/002_b.up.sql", "create table b (id integer primary key);");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), new Consent(true, true));
      assertThat(godwit.currentRelease().get())
          .hasValueSatisfying(now -> assertHolds(now, "002", "schema", "tables"));
    }
  }

  private static void assertHolds(Release release, String version, String... what) {
    assertThat(release.targets().get(new TargetName("app")))
        .isNotNull()
        .satisfies(
            holding -> {
              assertThat(holding.version()).contains(new Version(version));
              assertThat(holding.holds()).containsOnlyKeys(what);
            });
  }

  private static void assertVersion(Release release, String version, String collection) {
    assertThat(release.version()).contains(new Version(version));
    Map<TargetName, Release.Holding> targets = release.targets();
    assertThat(targets.get(new TargetName("helpdesk")))
        .isNotNull()
        .extracting(Release.Holding::holds)
        .isEqualTo(Map.of("articles", collection));
  }
}
