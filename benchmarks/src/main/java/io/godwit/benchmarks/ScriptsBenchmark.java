package io.godwit.benchmarks;

import io.godwit.api.run.Consent;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
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
 * Files of three statements each, into an empty database: Godwit, Flyway, and the database's own
 * client ({@code psql} or {@code sqlite3}, which must be on the path), each of which commits every
 * file or every statement.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class ScriptsBenchmark {

  private static final String SQL =
      """
      create table t%1$d (id integer primary key, name text not null);
      create index t%1$d_name on t%1$d (name);
      insert into t%1$d values (1, 'one;'), (2, 'two');
      """;

  /** Where they go. */
  @Param({"sqlite", "postgresql"})
  public String database = "sqlite";

  /** How many there are. */
  @Param("1000")
  public int files = 1000;

  private Optional<Project> project = Optional.empty();
  private String url = "";

  /** An empty database and a folder of files. */
  @Setup(Level.Invocation)
  public void begin() throws IOException {
    Project fresh = Project.empty();
    project = Optional.of(fresh);
    url =
        database.equals("sqlite")
            ? "jdbc:sqlite:" + fresh.folder().resolve("app.db")
            : TestPostgres.freshDatabase();
    fresh.write(
        "godwit.yaml",
        """
        system: bench
        targets:
          app: { provider: data, url: "%s", default: true }
        """
            .formatted(url));
    for (int i = 1; i <= files; i++) {
      fresh.write(file(i), SQL.formatted(i));
    }
  }

  private static String file(int number) {
    return "migrations/V%05d__m%d.sql".formatted(number, number);
  }

  /** One release after the other, journalled, with receipts. */
  @Benchmark
  public void godwit() {
    try (Godwit godwit = project.orElseThrow().open()) {
      Project.demandDone(godwit.up(Optional.empty(), Consent.ALL));
    }
  }

  /** Flyway as it is unless told otherwise. */
  @Benchmark
  public int flyway() {
    return Flyway.configure()
        .dataSource(url, database.equals("sqlite") ? null : "postgres", null)
        .locations("filesystem:" + project.orElseThrow().folder().resolve("migrations"))
        .load()
        .migrate()
        .migrationsExecuted;
  }

  /** One process of the client for all files. */
  @Benchmark
  public int client() throws IOException, InterruptedException {
    Path folder = project.orElseThrow().folder();
    List<String> command = new ArrayList<>();
    if (database.equals("sqlite")) {
      Path reads = folder.resolve("reads");
      List<String> lines = new ArrayList<>();
      for (int i = 1; i <= files; i++) {
        lines.add(".read " + file(i));
      }
      Files.write(reads, lines);
      command.addAll(List.of("sqlite3", "-bail", "app.db", ".read reads"));
    } else {
      String host = url.substring("jdbc:".length());
      command.addAll(List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", host));
      for (int i = 1; i <= files; i++) {
        command.addAll(List.of("-f", file(i)));
      }
    }
    int code = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(command.get(0) + " ends with " + code);
    }
    return code;
  }

  /** Clears up. */
  @TearDown(Level.Invocation)
  public void close() {
    project.orElseThrow().close();
  }
}
