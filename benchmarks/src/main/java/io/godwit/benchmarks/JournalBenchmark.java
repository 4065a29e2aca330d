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
 * What journal and state add to a run: one migration of steps that do nothing, applied. The
 * difference between 101 steps and one, by a hundred, is the price of a step; the aim is at most 3
 * ms on SQLite and 5 ms on PostgreSQL.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class JournalBenchmark {

  /** Where the state is. */
  @Param({"sqlite", "postgresql"})
  public String state = "sqlite";

  /** How many steps. */
  @Param({"1", "101"})
  public int steps = 1;

  private Optional<Project> project = Optional.empty();
  private Optional<Godwit> godwit = Optional.empty();

  /** A fresh project each time. */
  @Setup(Level.Invocation)
  public void make() throws IOException {
    StringBuilder manifest = new StringBuilder("to: 1.0.0\nsteps:\n");
    for (int i = 0; i < steps; i++) {
      manifest.append("  - { id: s").append(i).append(", use: nothing.step, target: nowhere }\n");
    }
    Project made = Project.withStateOn(state);
    made.write("migrations/001_nothing/migration.yaml", manifest.toString());
    Godwit engine = made.open();
    var unused = engine.status(false);
    project = Optional.of(made);
    godwit = Optional.of(engine);
  }

  /** Applies it. */
  @Benchmark
  public void up() {
    Project.demandDone(godwit.orElseThrow().up(Optional.empty(), Consent.NONE));
  }

  /** Clears up. */
  @TearDown(Level.Invocation)
  public void close() {
    godwit.orElseThrow().close();
    project.orElseThrow().close();
  }
}
