package io.godwit.benchmarks;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunEvent;
import io.godwit.api.step.Tally;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * Rows on PostgreSQL, with a heap of 256 MiB: a transformation through JSON against one {@code
 * INSERT … SELECT} of the same, and a backfill against plain updates of as many rows by key, each
 * in a transaction of its own. The aims are 60 % and 80 % of their speed. The transformation also
 * counts how many rows a second its first and its last tenth made: {@code -p rows=10000000} shows
 * that the last batch costs what the first did.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class RowsBenchmark {

  private static final String QUERY =
      "select id, doc ->> 'user' as owner, (doc ->> 'n')::bigint * 2 as twice,"
          + " jsonb_build_object('tags', doc -> 'tags', 'seen', true) as settings from source";

  /** How many rows there are. */
  @Param("1000000")
  public int rows = 1_000_000;

  /** How many of them go at once. */
  @Param("5000")
  public int batch = 5_000;

  /** How many connections share them. */
  @Param("1")
  public int workers = 1;

  private Optional<Project> project = Optional.empty();
  private String url = "";

  /** How fast the first and the last tenth of the rows went. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Tenths {
    /** Rows a second of the first tenth. */
    public long first;

    /** Rows a second of the last tenth. */
    public long last;
  }

  private record Mark(Instant at, long rows) {}

  /** A full table and an empty one. */
  @Setup(Level.Invocation)
  public void begin() throws IOException, SQLException {
    Project fresh = Project.empty();
    project = Optional.of(fresh);
    url = TestPostgres.freshDatabase();
    run(
        "create table event (id bigint primary key, price bigint, cents bigint, doc jsonb not null)");
    run("create table settled (id bigint primary key, owner text, twice bigint, settings jsonb)");
    run(
        "insert into event select i, i % 1000, null, jsonb_build_object('user', 'user ' || i % 5000,"
            + " 'n', i, 'tags', jsonb_build_array(md5(i::text), 'b', i % 7)) from"
            + " generate_series(1, "
            + rows
            + ") i");
    run("vacuum analyze event");
    run("checkpoint");
    fresh.write(
        "godwit.yaml",
        "system: bench\ntargets:\n  app: { provider: data, url: \""
            + url
            + "\", connections: 16, default: true }\n");
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void up(String with, List<Mark> marks) throws IOException {
    Project made = project.orElseThrow();
    made.write("migrations/001_rows/migration.yaml", "to: 1.0.0\nsteps:\n  - " + with + "\n");
    try (Godwit godwit =
        Godwit.builder()
            .project(made.folder())
            .variables(name -> Optional.empty())
            .listener(event -> mark(event, marks))
            .build()) {
      Project.demandDone(godwit.up(Optional.empty(), Consent.ALL));
    }
  }

  private static void mark(RunEvent event, List<Mark> marks) {
    if (event.kind() == RunEvent.Kind.STEP_STARTED) {
      marks.add(new Mark(event.at(), 0));
    }
    event.tallies().stream()
        .filter(tally -> tally.what().equals("rows"))
        .mapToLong(Tally::done)
        .forEach(done -> marks.add(new Mark(event.at(), done)));
  }

  /** Row by row through JSON, in batches with checkpoints, planned, journalled and verified. */
  @Benchmark
  public void transform(Tenths tenths) throws IOException {
    List<Mark> marks = new ArrayList<>();
    up(
        "{ id: rows, use: data.transform, target: app, with: { from: [event], to: settled, batch: "
            + batch
            + ", workers: "
            + workers
            + ", select: \""
            + QUERY
            + "\" } }",
        marks);
    tenths.first = speed(marks.stream().filter(mark -> mark.rows() <= rows / 10).toList());
    tenths.last = speed(marks.stream().filter(mark -> mark.rows() >= rows - rows / 10).toList());
  }

  private static long speed(List<Mark> marks) {
    if (marks.size() < 2) {
      return 0;
    }
    Mark first = marks.get(0);
    Mark last = marks.get(marks.size() - 1);
    long millis = Math.max(1, Duration.between(first.at(), last.at()).toMillis());
    return 1_000 * (last.rows() - first.rows()) / millis;
  }

  /** The same as one statement. */
  @Benchmark
  public void insertSelect() throws SQLException {
    run(
        "insert into settled (id, owner, twice, settings) with source as (select * from event) "
            + QUERY);
  }

  /** A column of every row, in batches with checkpoints, planned and journalled. */
  @Benchmark
  public void backfill() throws IOException {
    up(
        "{ id: rows, use: data.backfill, target: app, with: { table: event, set: { cents: \"price *"
            + " 100\" }, batch: "
            + batch
            + ", workers: "
            + workers
            + ", keep-old: false } }",
        new ArrayList<>());
  }

  /** The same as plain updates by key, as many rows in each transaction. */
  @Benchmark
  public int batchedUpdate() throws SQLException {
    int done = 0;
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement update =
            connection.prepareStatement(
                "update event set cents = price * 100 where id > ? and id <= ?")) {
      for (int from = 0; from < rows; from += batch) {
        update.setLong(1, from);
        update.setLong(2, (long) from + batch);
        done += update.executeUpdate();
      }
    }
    return done;
  }

  /** Clears up. */
  @TearDown(Level.Invocation)
  public void close() throws SQLException {
    project.orElseThrow().close();
    try (Connection connection =
            DriverManager.getConnection(url.replaceAll("/t[0-9]+[?]", "/postgres?"));
        Statement statement = connection.createStatement()) {
      String name = url.replaceAll(".*/(t[0-9]+)[?].*", "$1");
      statement.execute("drop database " + name + " with (force)");
    }
  }
}
