package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.VerificationView;
import io.godwit.api.target.Defect;
import io.godwit.api.target.Verifiable.Depth;
import io.godwit.engine.Godwit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("verify looks at what the targets hold, at the present version (A5)")
class VerifyTest {

  @TempDir Path folder;

  @Test
  void whatHasToBeThereIsLookedForFromItsVersionOn() {
    SqlProject project = new SqlProject(folder, "jdbc:sqlite:app.db");
    project.write(
        "godwit.yaml",
        """
        system: desk
        targets:
          app:
            provider: data
            url: "jdbc:sqlite:app.db"
            verify:
              components: { "1": [t], "2": [t.b] }
              not-null: [t.a]
        """);
    project
        .write("migrations/001_a.up.sql", "create table t (a); insert into t values (1);")
        .write("migrations/001_a.down.sql", "drop table t;");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
      VerificationView sound = godwit.verify(Optional.empty());
      assertThat(sound.targets().get(0).findings()).isEmpty();
      assertThat(sound.safeToMigrate()).isTrue();
      assertThat(sound.health()).isEqualTo(VerificationView.Health.HEALTHY);
    }
    project
        .write("migrations/002_b.up.sql", "update t set a = null;")
        .write("migrations/002_b.down.sql", "update t set a = 1;");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
      VerificationView broken = godwit.verify(Optional.of(Depth.QUICK));
      List<Defect> findings = broken.targets().get(0).findings();
      assertThat(findings).extracting(Defect::subject).containsExactly("column t.b", "column t.a");
      assertThat(broken.criticalIssues()).isEqualTo(2);
      assertThat(broken.safeToMigrate()).isFalse();
    }
  }

  @Test
  void aTargetThatDoesNotAnswerIsAFinding() {
    SqlProject project = new SqlProject(folder, "jdbc:sqlite:nowhere/app.db");
    try (Godwit godwit = project.open()) {
      VerificationView found = godwit.verify(Optional.empty());
      assertThat(found.targets().get(0).findings())
          .extracting(Defect::area)
          .containsExactly(Defect.Area.TARGET);
      assertThat(found.safeToMigrate()).isFalse();
    }
  }
}
