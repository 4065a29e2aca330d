package io.godwit.benchmarks;

import io.godwit.api.file.FileTree;
import io.godwit.model.convert.Conversion;
import io.godwit.model.convert.Recipe;
import io.godwit.model.file.Shape;
import io.godwit.model.inspect.LocalTree;
import io.godwit.model.safetensors.SafetensorsType;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

/**
 * How fast a model of 256 MiB in the page cache is read, as it is ({@code NONE}) and cast on the
 * way: 268 milliseconds are 1 GB/s. What matters is the ratio to {@code NONE} in one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CastBenchmark {

  private static final long SIZE = 256 << 20;

  /** The type to which F32 is cast. */
  @Param({"NONE", "BF16", "F16"})
  public String cast = "NONE";

  private Path folder = Path.of("");

  /** Writes the model: values like weights, the same on every run. */
  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("godwit-cast");
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      new SafetensorsWriter()
          .add("w", SafetensorsType.F32, Shape.of(SIZE / Float.BYTES), CastBenchmark::weights)
          .writeTo(out);
    }
  }

  private static void weights(OutputStream out) throws IOException {
    Random random = new Random(7);
    ByteBuffer block = ByteBuffer.allocate(1 << 20).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    while (block.hasRemaining()) {
      block.putFloat((float) random.nextGaussian());
    }
    for (long written = 0; written < SIZE; written += block.capacity()) {
      out.write(block.array());
    }
  }

  /** Reads all of it; the answer is the number of bytes. */
  @Benchmark
  public long read() throws IOException {
    FileTree tree = LocalTree.of(folder);
    if (!cast.equals("NONE")) {
      tree = Conversion.of(tree, Recipe.nothing().casting(cast), Set.of(), Optional.empty());
    }
    byte[] buffer = new byte[64 << 10];
    long bytes = 0;
    try (InputStream in = tree.open("model.safetensors")) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
      }
    }
    return bytes;
  }

  /** Removes the model. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(folder.resolve("model.safetensors"));
    Files.delete(folder);
  }
}
