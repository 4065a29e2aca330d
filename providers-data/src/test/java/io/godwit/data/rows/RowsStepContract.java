package io.godwit.data.rows;

import io.godwit.api.row.Row;
import io.godwit.api.row.RowTransform;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepContext;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.Dialect;
import io.godwit.testkit.step.BarePlanContext;
import io.godwit.testkit.step.BareStepContext;
import io.godwit.testkit.step.StepContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step that moves rows keeps the contract of step types, from a table of twelve rows into one
 * that holds some of them already.
 */
abstract class RowsStepContract<C extends Record> extends StepContract<DataTarget, C, Movement> {

  /** What the test before has left in a database that is used again. */
  private static final List<String> LEFT =
      List.of(
          "drop table if exists old",
          "drop table if exists fresh",
          "drop schema if exists godwit cascade");

  @TempDir Path folder;

  /** The same database each time. */
  abstract String url();

  @BeforeEach
  void someRows() throws SQLException {
    try (DataTarget target = open();
        Connection connection = target.database().connection();
        Statement statement = connection.createStatement()) {
      for (String left : target.dialect() == Dialect.SQLITE ? List.<String>of() : LEFT) {
        statement.execute(left);
      }
      statement.execute("create table old (id integer primary key, name text, n integer)");
      statement.execute("create table fresh (id integer primary key, title text, n integer)");
      for (int i = 1; i <= 12; i++) {
        statement.execute("insert into old values (" + i + ", 'name " + i + "', " + 2 * i + ")");
      }
      statement.execute("insert into fresh values (3, 'kept', 0), (40, 'kept too', 1)");
    }
  }

  @Override
  protected final DataTarget open() {
    return new DataTarget(
        Database.open(DatabaseUrl.parse(url(), folder), DatabaseSettings.SCRIPTS));
  }

  @Override
  protected PlanContext planning() {
    return new BarePlanContext() {
      @Override
      public RowTransform rowTransform(String name) {
        return new Shout();
      }
    };
  }

  @Override
  protected StepContext context(Effect effect, Checkpoint checkpoint, Checkpoint applied) {
    return new Slow(effect, checkpoint, applied, new AtomicLong());
  }

  /** Time goes so fast that a transaction has to end after a batch. */
  private record Slow(Effect effect, Checkpoint checkpoint, Checkpoint applied, AtomicLong looks)
      implements BareStepContext {

    @Override
    public InstantSource clock() {
      return () -> Instant.EPOCH.plusSeconds(looks.incrementAndGet() * 10);
    }

    @Override
    public RowTransform rowTransform(String name) {
      return new Shout();
    }
  }

  /** Makes rows of the fresh table out of the old one's. */
  static final class Shout implements RowTransform {
    @Override
    public List<Row> transform(Row row) {
      String name = row.get("name").orElseThrow().toString();
      return List.of(row.without("name").with("title", name.toUpperCase(Locale.ROOT)));
    }
  }
}
