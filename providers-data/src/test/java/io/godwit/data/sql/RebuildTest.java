package io.godwit.data.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Verb;
import io.godwit.sql.Dialect;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("SQLite's twelve steps to rebuild a table work, with foreign keys looked at (P5)")
class RebuildTest {

  private static final String REBUILD =
      """
      PRAGMA foreign_keys=OFF;
      BEGIN;
      CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
      INSERT INTO new_parent SELECT id, coalesce(name, '') FROM parent%s;
      DROP TABLE parent;
      ALTER TABLE new_parent RENAME TO parent;
      COMMIT;
      PRAGMA foreign_keys=ON;
      """;
  private static final String BACK =
      """
      PRAGMA foreign_keys=OFF;
      CREATE TABLE old_parent (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO old_parent SELECT id, nullif(name, '') FROM parent;
      DROP TABLE parent;
      ALTER TABLE old_parent RENAME TO parent;
      """;

  @TempDir Path folder;

  private StepHarness family() {
    return StepHarness.fresh(Dialect.SQLITE, folder)
        .execute(
            "create table parent (id integer primary key, name text)",
            "create table child (id integer primary key, parent integer not null references parent"
                + " on delete cascade)",
            "insert into parent values (1, 'a'), (2, null)",
            "insert into child values (10, 1), (20, 2)");
  }

  @Test
  void theChildrenSurviveTheRebuildAndTheWayBack() {
    try (StepHarness db = family()) {
      Digest before = db.digest();
      SqlScripts scripts = db.scripts(String.format(REBUILD, ""), BACK);
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select count(*) from child")).isEqualTo("2");
      assertThat(db.ask("select name from parent where id = 2")).isEmpty();
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.digest()).isEqualTo(before);
    }
  }

  @Test
  void aRebuildThatLosesAParentIsRefusedBeforeTheCommit() {
    try (StepHarness db = family()) {
      Digest before = db.digest();
      Attempt<?> attempt =
          db.all(Verb.APPLY, db.scripts(String.format(REBUILD, " WHERE id = 1"), BACK));
      assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
      assertThat(StepHarness.fault(attempt).message())
          .contains("child row 20 has no parent in parent");
      assertThat(db.digest()).isEqualTo(before);
    }
  }

  @Test
  void rowsThatHadNoParentBeforeAreNotHeldAgainstTheScript() {
    try (StepHarness db = family()) {
      db.execute("pragma foreign_keys = off", "insert into child values (30, 99)");
      assertThat(db.all(Verb.APPLY, db.scripts(String.format(REBUILD, ""), BACK)))
          .isInstanceOf(Attempt.Done.class);
    }
  }

  @Test
  void foreignKeysAreOnWhereNobodySwitchesThemOff() {
    try (StepHarness db = family()) {
      Attempt<?> attempt = db.all(Verb.APPLY, db.scripts("insert into child values (40, 99)"));
      assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
      assertThat(StepHarness.fault(attempt).message()).contains("FOREIGN KEY");
    }
  }
}
