package io.godwit.benchmarks;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.outcome.Attempt;
import io.godwit.knowledge.hashing.HashingConfig;
import io.godwit.knowledge.hashing.HashingEmbedderProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the built-in embedder costs for a batch of 64 texts of about 1,000 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EmbeddingBenchmark {

  /** Numbers in a vector. */
  @Param({"256", "1024"})
  public int dimension;

  private final List<String> texts =
      IntStream.range(0, 64)
          .mapToObj(i -> (Embedder.PROBE_TEXTS.get(i % 2) + " " + i + " ").repeat(20))
          .toList();
  private Embedder embedder;

  /** Opens the embedder. */
  @Setup
  public void open() {
    EmbedderContext context = new EmbedderContext(Path.of("."), Clock.systemUTC());
    embedder = new HashingEmbedderProvider().open(new HashingConfig(dimension), context);
  }

  /** Closes it. */
  @TearDown
  public void close() {
    embedder.close();
  }

  /** Embeds the batch. */
  @Benchmark
  public Attempt<float[][]> batch() {
    return embedder.embed(texts, TextRole.DOCUMENT);
  }
}
