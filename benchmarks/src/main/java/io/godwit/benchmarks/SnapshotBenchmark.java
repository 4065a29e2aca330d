package io.godwit.benchmarks;

import io.godwit.api.run.Backup;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.postgresql.PGConnection;

/**
 * A backup and a restore of a table of 1,000,000 rows on PostgreSQL, against {@code COPY} of it to
 * a file and back, with its key built afterwards. The rows are others in each backup, so that
 * nothing is spared because it was kept before; {@code backupUnchanged} shows what that spares.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class SnapshotBenchmark {

  private static final String TABLE =
      "create table item (id bigint, name text not null, price numeric, doc jsonb, at timestamptz)";
  private static final String ROWS =
      "insert into item select i, 'item ' || md5((i + %d)::text), i / 7.0, jsonb_build_object('n', i,"
          + " 'tag', md5((i * 3 + %d)::text)), timestamptz '2020-01-01' + i * interval '1 s' from"
          + " generate_series(1, %d) i";
  private static final String KEY = "alter table item add primary key (id)";

  /** How many rows the table has. */
  @Param("1000000")
  public int rows;

  private Path folder = Path.of("");
  private String url = "";
  private Optional<Godwit> godwit = Optional.empty();
  private int round;

  /** Makes a project on an empty database. */
  @Setup
  public void begin() throws IOException, SQLException {
    folder = Files.createTempDirectory("godwit-snapshot");
    url = TestPostgres.freshDatabase();
    Files.writeString(
        folder.resolve("godwit.yaml"),
        "system: bench\ntargets:\n  app: { provider: data, url: \"" + url + "\" }\n");
    Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(folder.resolve("migrations/001_item.up.sql"), TABLE + ";\n" + KEY + ";\n");
    Files.writeString(folder.resolve("migrations/001_item.down.sql"), "drop table item;\n");
    Godwit opened = Godwit.builder().project(folder).variables(name -> Optional.empty()).build();
    godwit = Optional.of(opened);
    demand(opened.up(Optional.empty(), Consent.NONE));
    fill();
    opened.backup();
    try (Connection connection = DriverManager.getConnection(url)) {
      out(connection);
    }
  }

  private void fill() throws SQLException {
    round++;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("truncate item");
      statement.execute(ROWS.formatted(round * 7_000_003, round * 5_000_011, rows));
      statement.execute("checkpoint");
    }
  }

  /** Other rows for what is captured next. */
  @State(Scope.Benchmark)
  public static class Others {
    /** Fills the table. */
    @Setup(Level.Iteration)
    public void fill(SnapshotBenchmark benchmark) throws SQLException {
      benchmark.fill();
    }
  }

  /** {@code COPY … TO} a file. */
  @Benchmark
  public long copyOut(Others others) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return out(connection);
    }
  }

  private long out(Connection connection) throws SQLException, IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve("item.copy"))) {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy item to stdout", file);
    }
  }

  /** The table into the repository: cut, hashed, compressed, published. */
  @Benchmark
  public Object backup(Others others) {
    return godwit.orElseThrow().backup();
  }

  /** The same again, when nothing has changed. */
  @Benchmark
  public Object backupUnchanged() {
    return godwit.orElseThrow().backup();
  }

  /**
   * {@code COPY … FROM} a file into a new table in one transaction, with its key and statistics.
   */
  @Benchmark
  public long copyIn() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        InputStream file = Files.newInputStream(folder.resolve("item.copy"))) {
      connection.setAutoCommit(false);
      statement.execute("drop table item");
      statement.execute(TABLE);
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy item from stdin", file, 1 << 16);
      statement.execute(KEY);
      statement.execute("analyze item");
      connection.commit();
      return rows;
    }
  }

  /** The newest backup into the database, as a journalled run with its checks. */
  @Benchmark
  public void restore() {
    demand(godwit.orElseThrow().restore("9999-01-01", Consent.ALL, Backup.LEFT_OUT));
  }

  private static void demand(RunReport report) {
    if (report.ending() != RunReport.Ending.DONE) {
      throw new IllegalStateException(report.toString());
    }
  }

  /** Removes the project. */
  @TearDown
  public void remove() throws IOException {
    godwit.orElseThrow().close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
