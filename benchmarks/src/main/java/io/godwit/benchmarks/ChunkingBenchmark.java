package io.godwit.benchmarks;

import io.godwit.engine.repository.chunk.Chunker;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast the ends of chunks are found: 16 MiB of noise, which no disk and no hash slow down. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkingBenchmark {

  private static final int SIZE = 16 << 20;

  private final byte[] bytes = new byte[SIZE];

  /** Fills the bytes, the same on every run. */
  @Setup
  public void fill() {
    new Random(7).nextBytes(bytes);
  }

  /** Cuts all of it; the answer is the number of chunks. */
  @Benchmark
  public int chunks() {
    int count = 0;
    for (int from = 0; from < SIZE; from += Chunker.cut(bytes, from, SIZE)) {
      count++;
    }
    return count;
  }
}
