package io.godwit.benchmarks;

import io.godwit.api.run.Consent;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * How long it takes to go back behind a migration that gave a collection another embedder, for a
 * thousand and a million vectors: guarantee 9 says that it is the same time. The million takes some
 * minutes to prepare each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class RollbackBenchmark {

  private static final int IN_A_FILE = 1_000;

  /** How many vectors. */
  @Param({"1000", "1000000"})
  public int vectors = IN_A_FILE;

  private Optional<Project> project = Optional.empty();
  private Optional<Godwit> godwit = Optional.empty();

  /** Imports the documents. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    Project made = Project.withStateOn("sqlite");
    project = Optional.of(made);
    made.write(
        "godwit.yaml",
        """
        system: bench
        targets: { helpdesk: { provider: knowledge, url: "jdbc:sqlite:knowledge.db" } }
        embedders:
          small: { provider: hashing, dimension: 16 }
          large: { provider: hashing, dimension: 24 }
        """);
    for (int file = 0; file < vectors / IN_A_FILE; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < IN_A_FILE; i++) {
        text.append("# Topic ").append(file).append(' ').append(i).append("\n\nNumber ");
        text.append(file * IN_A_FILE + i).append(" in detail.\n\n");
      }
      made.write("documents/%06d.md".formatted(file), text.toString());
    }
    made.write(
        "migrations/001_first/migration.yaml",
        """
        steps:
          - id: answers
            use: knowledge.import
            with: { collection: articles, from: ../../documents, embedder: small, batch: 5000, chunking: { max: 64, overlap: 0 } }
        """);
    up(made);
    made.write(
        "migrations/002_second/migration.yaml",
        """
        steps:
          - { id: reembed, use: knowledge.reembed, with: { collection: articles, embedder: large, batch: 5000 } }
        """);
  }

  private static void up(Project project) {
    try (Godwit engine = project.open()) {
      Project.demandDone(engine.up(Optional.empty(), Consent.NONE));
    }
  }

  /** Gives the collection the other embedder. */
  @Setup(Level.Invocation)
  public void forward() {
    up(project.orElseThrow());
    godwit = Optional.of(project.orElseThrow().open());
    var unused = godwit.orElseThrow().status(false);
  }

  /** Goes back. */
  @Benchmark
  public void down() {
    Project.demandDone(godwit.orElseThrow().down(Consent.NONE));
  }

  /** Closes the engine. */
  @TearDown(Level.Invocation)
  public void close() {
    godwit.orElseThrow().close();
  }

  /** Clears up. */
  @TearDown(Level.Trial)
  public void clear() {
    project.orElseThrow().close();
  }
}
