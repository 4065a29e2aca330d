package io.godwit.benchmarks;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsHeader;
import io.godwit.model.safetensors.SafetensorsType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
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

/**
 * How long a whole migration takes that moves an alias between two versions, and how long the way
 * back, for versions of 1 MiB and of 4 GiB (sparse): guarantee 9 says that it is the same time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class PromotionBenchmark {

  private static final String PUBLISH =
      """
      id: v%1$d
      to: %1$d.0.0
      steps:
        - id: model
          use: model.publish
          with: { model: m, version: %1$d.0.0, from: ../../files/v%1$d%2$s }
      """;

  private static final String PROMOTE =
      """
      id: promote
      to: 3.0.0
      steps:
        - { id: promote, use: model.promote, with: { model: m, version: 2.0.0, alias: champion } }
      """;

  /** How large each version is. */
  @Param({"1", "4096"})
  public long mebibytes = 1;

  private Path project = Path.of("");
  private Optional<Godwit> godwit = Optional.empty();
  private boolean promoted;

  /** Publishes two versions. */
  @Setup
  public void publish() throws IOException {
    project = Files.createTempDirectory("godwit-promotion");
    write("godwit.yaml", "system: bench\ntargets:\n  models: { provider: model, default: true }\n");
    for (int version = 1; version <= 2; version++) {
      model(version);
      String alias = version == 1 ? ", alias: champion" : "";
      write(
          "migrations/00%d_v/migration.yaml".formatted(version), PUBLISH.formatted(version, alias));
    }
    up();
    write("migrations/003_promote/migration.yaml", PROMOTE);
    open();
  }

  private void model(int version) throws IOException {
    Path folder = Files.createDirectories(project.resolve("files/v" + version));
    long length = mebibytes << 20;
    SafetensorsHeader header = new SafetensorsHeader(Map.of("v", Integer.toString(version)));
    header.add("w", SafetensorsType.U8, Shape.of(length), length);
    byte[] bytes = header.toBytes();
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
      file.write(bytes);
      file.setLength(bytes.length + length);
    }
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(project.resolve(path).getParent());
    Files.writeString(project.resolve(path), text);
  }

  private void open() {
    godwit =
        Optional.of(Godwit.builder().project(project).variables(name -> Optional.empty()).build());
  }

  private void up() {
    open();
    demand(godwit.orElseThrow().up(Optional.empty(), Consent.NONE));
    godwit.orElseThrow().close();
  }

  /** The alias names the first version. */
  @State(Scope.Benchmark)
  public static class Before {
    /** Goes back if need be. */
    @Setup(Level.Iteration)
    public void goBack(PromotionBenchmark project) {
      if (project.promoted) {
        project.down();
      }
    }
  }

  /** The alias names the second version. */
  @State(Scope.Benchmark)
  public static class After {
    /** Promotes if need be. */
    @Setup(Level.Iteration)
    public void promote(PromotionBenchmark project) {
      if (!project.promoted) {
        project.forth();
      }
    }
  }

  /** Moves the alias forth, with planning, journal and verification. */
  @Benchmark
  public void promote(Before before) {
    forth();
  }

  /** Moves it back, with the same. */
  @Benchmark
  public void rollBack(After after) {
    down();
  }

  private void forth() {
    demand(godwit.orElseThrow().up(Optional.empty(), Consent.NONE));
    promoted = true;
  }

  private void down() {
    demand(godwit.orElseThrow().down(Consent.NONE));
    promoted = false;
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
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
