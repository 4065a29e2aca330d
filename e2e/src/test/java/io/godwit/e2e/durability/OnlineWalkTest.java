package io.godwit.e2e.durability;

import static io.godwit.api.run.RunReport.Ending.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import io.godwit.sql.Dialect;
import io.godwit.testkit.fault.Mishap;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An online change of every shape, add, rename, retype, split and drop, with constraints and
 * indexes: with every fault at every effect. The ordinary build draws some; the soak takes all.
 */
@DisplayName("P6: every effect of an online change, up, back and retired, with every fault")
class OnlineWalkTest {

  private static final int DRAWN = 3;

  @TempDir Path folder;

  /** What is done; all but the first begin with both shapes. */
  enum Way {
    UP,
    DOWN,
    RETIRE;

    RunReport go(Godwit godwit) {
      return switch (this) {
        case UP -> godwit.up(Optional.empty(), Consent.NONE);
        case DOWN -> godwit.down(Consent.NONE);
        case RETIRE -> godwit.retire(0);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE, UP",
    "SQLITE, DOWN",
    "SQLITE, RETIRE",
    "POSTGRESQL, UP",
    "POSTGRESQL, DOWN",
    "POSTGRESQL, RETIRE"
  })
  void some(Dialect dialect, Way way) throws SQLException {
    walk(dialect, way, DRAWN);
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({
    "SQLITE, UP",
    "SQLITE, DOWN",
    "SQLITE, RETIRE",
    "POSTGRESQL, UP",
    "POSTGRESQL, DOWN",
    "POSTGRESQL, RETIRE"
  })
  void all(Dialect dialect, Way way) throws SQLException {
    walk(dialect, way, Integer.MAX_VALUE);
  }

  private void walk(Dialect dialect, Way way, int most) throws SQLException {
    EffectWalk walk =
        new EffectWalk(
            begin(dialect, way), folder, way::go, DONE, copy -> ownDatabase(dialect, copy));
    List<Runnable> trials = new ArrayList<>();
    SoftAssertions all = new SoftAssertions();
    for (int number = 1; number <= walk.effects().size(); number++) {
      int effect = number;
      for (Mishap mishap : Mishap.values()) {
        if (mishap == Mishap.DELAY && dialect == Dialect.POSTGRESQL) {
          continue; // who reads meanwhile would wait on this very thread for the table's lock
        }
        trials.add(
            () ->
                all.assertThatCode(() -> walk.trial(effect, mishap))
                    .as(
                        "%s %s, %s at effect %d: %s",
                        dialect, way, mishap, effect, walk.effects().get(effect - 1))
                    .doesNotThrowAnyException());
      }
    }
    long seed = Long.getLong("godwit.seed", 20261121L);
    Collections.shuffle(trials, new Random(seed));
    trials.subList(0, Math.min(most, trials.size())).forEach(Runnable::run);
    all.assertAll();
  }

  private Path begin(Dialect dialect, Way way) throws SQLException {
    Path begin = folder.resolve("begin");
    boolean sqlite = dialect == Dialect.SQLITE;
    write(begin, "godwit.yaml", settings(sqlite ? "jdbc:sqlite:app.db" : freshDatabase()));
    String first = sqlite ? "substr(name, 1, instr(name, ' ') - 1)" : "split_part(name, ' ', 1)";
    String last = sqlite ? "substr(name, instr(name, ' ') + 1)" : "split_part(name, ' ', 2)";
    write(
        begin,
        "migrations/001_shape/migration.yaml",
        """
        to: 1.0.0
        steps:
          - id: shape
            use: data.change
            with:
              table: customer
              view: customer_2
              old-view: customer_1
              batch: 20
              add: { tier: { type: integer, default: "1", not-null: true } }
              rename: { note: remark }
              retype: { cents: { type: "numeric(12,2)", up: "cents / 100.0", down: "cast(cents * 100 as integer)" } }
              split:
                name:
                  into: { first: { type: text, up: "%s" }, last: { type: text, up: "%s" } }
                  down: "first || ' ' || last"
              drop: { seen: { down: "0" } }
              indexes:
                customer_by_name: { on: [last, first] }
                customer_by_cents: { on: [cents, id], unique: true }
        """
                .formatted(first, last)
            + (sqlite ? "" : "      checks: { tier_known: \"tier between 1 and 3\" }\n"));
    try (Connection connection = connect(begin);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table customer (id integer primary key, name text not null, cents integer, note"
              + " text not null, seen integer default 0)");
      statement.execute("create index customer_seen on customer (seen)");
      statement.execute(
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < 50) insert into"
              + " customer select i, 'Ann' || i || ' Lee', i * 100, 'n' || i, 1 from n");
    }
    if (way != Way.UP) {
      try (Godwit godwit = new HybridProject(begin).open()) {
        assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();
      }
    }
    return begin;
  }

  private static String settings(String url) {
    return "system: desk\ntargets:\n  app: { provider: data, url: \"" + url + "\" }\n";
  }

  private static String url(Path project) {
    try {
      String settings = Files.readString(project.resolve("godwit.yaml"));
      String url = settings.replaceAll("(?s).*url: \"([^\"]*)\".*", "$1");
      return url.replace("jdbc:sqlite:", "jdbc:sqlite:" + project + "/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String freshDatabase() {
    return TestPostgres.freshDatabase();
  }

  private static Connection connect(Path project) throws SQLException {
    return DriverManager.getConnection(url(project));
  }

  /** A copy of a project on PostgreSQL gets a copy of its database. */
  private static void ownDatabase(Dialect dialect, Path copy) {
    if (dialect == Dialect.SQLITE) {
      return;
    }
    String from = url(copy).replaceAll(".*/([a-z0-9]+)\\?.*", "$1");
    String url = freshDatabase();
    String to = url.replaceAll(".*/([a-z0-9]+)\\?.*", "$1");
    try (Connection server =
            DriverManager.getConnection(url.replace("/" + to + "?", "/postgres?"));
        Statement statement = server.createStatement()) {
      statement.execute("drop database " + to);
      statement.execute("create database " + to + " template " + from);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    write(copy, "godwit.yaml", settings(url));
  }

  private static void write(Path project, String path, String text) {
    try {
      Path file = project.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
