package io.godwit.benchmarks;

import io.godwit.api.run.Consent;
import io.godwit.api.run.StatusView;
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
 * What migrations that are applied already add to a command: an engine is made, which reads all
 * files of the project, and asked. The aim is at most 0.5 s for 10,000 of them, and linear.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 8)
public class HistoryBenchmark {

  private static final String SQL = "create table if not exists t (x int);\n";

  /** Where the state is. */
  @Param({"sqlite", "postgresql"})
  public String state = "sqlite";

  /** How many are applied. */
  @Param({"1", "1000", "10000"})
  public int applied = 1;

  private Optional<Project> project = Optional.empty();
  private int more;

  /** Applies all of them. */
  @Setup(Level.Trial)
  public void apply() throws IOException {
    project = Optional.of(Project.withStateOn(state));
    for (int i = 1; i <= applied; i++) {
      add(i);
    }
    up();
  }

  private void add(int number) throws IOException {
    String name = "migrations/%06d_m%d".formatted(number, number);
    project.orElseThrow().write(name + ".up.sql", SQL).write(name + ".down.sql", "select 1;\n");
  }

  private void up() {
    try (Godwit godwit = project.orElseThrow().open()) {
      Project.demandDone(godwit.up(Optional.empty(), Consent.NONE));
    }
  }

  /** There is nothing to do. */
  @Benchmark
  public void idleUp() {
    up();
  }

  /** There is one more. */
  @Benchmark
  public void upOfOne() throws IOException {
    more++;
    add(applied + more);
    up();
  }

  /** All are listed. */
  @Benchmark
  public StatusView status() {
    try (Godwit godwit = project.orElseThrow().open()) {
      return godwit.status(false);
    }
  }

  /** Clears up. */
  @TearDown(Level.Trial)
  public void close() {
    project.orElseThrow().close();
  }
}
