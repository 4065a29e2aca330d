package io.godwit.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The repository beside restic, borg (without encryption) and cp with sync on a file that looks
 * like bf16 weights: stored, stored again with 5 % changed in places of 1 MiB and 11 bytes inserted
 * near the front, and restored; then beside tar on many small files. Prints time, peak memory of
 * the whole process, and what is stored.
 */
public final class RepositoryPeers {

  private static final int MIB = 1 << 20;

  private final Path folder;
  private final Path godwit;
  private final int mib;
  private final int files;
  private final int rounds;
  private final Map<String, List<Measured>> measured = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  /** What a process took. */
  private record Measured(double seconds, double cpu, long peakKib) {}

  private RepositoryPeers(Map<String, String> options) throws IOException {
    folder =
        options.containsKey("folder")
            ? Files.createDirectories(Path.of(options.get("folder")).toAbsolutePath())
            : Files.createTempDirectory("godwit-peers");
    godwit = Path.of(options.getOrDefault("godwit", "godwit"));
    mib = Integer.parseInt(options.getOrDefault("mib", "1024"));
    files = Integer.parseInt(options.getOrDefault("files", "100000"));
    rounds = Integer.parseInt(options.getOrDefault("rounds", "3"));
  }

  /** Measures; see {@code benchmarks/repository}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
    }
    RepositoryPeers peers = new RepositoryPeers(options);
    try {
      peers.run();
    } finally {
      delete(peers.folder);
    }
  }

  private void run() throws IOException, InterruptedException {
    if (mib > 0) {
      writeWeights();
      for (int round = 0; round < rounds; round++) {
        weights();
      }
    }
    if (files > 0) {
      writeSmallFiles();
      for (int round = 0; round < rounds; round++) {
        smallFiles();
      }
    }
    print();
  }

  private void weights() throws IOException, InterruptedException {
    Path old = folder.resolve("v1");
    Path now = folder.resolve("v2");
    Path project = project("large");
    godwit("godwit put 1", project, "put", "weights@1", old.toString());
    note("godwit put 1", project.resolve(".godwit/repository"));
    godwit("godwit put 2", project, "put", "weights@2", now.toString());
    note("godwit put 2", project.resolve(".godwit/repository"));
    godwit("godwit get", project, "get", "weights@2", folder.resolve("out").toString());
    requireSame(now.resolve("model.bf16"), folder.resolve("out/model.bf16"));
    delete(folder.resolve("out"));
    delete(project);
    if (there("restic")) {
      restic(old, now);
    }
    if (there("borg")) {
      borg(old, now);
    }
    Path copy = folder.resolve("copy");
    sync();
    measure("cp and sync", folder, "sh", "-c", "cp -r v2 copy && sync copy/model.bf16");
    delete(copy);
  }

  private void restic(Path old, Path now) throws IOException, InterruptedException {
    Path store = folder.resolve("restic");
    quietly(folder, "restic", "init", "-q", "-r", store.toString());
    sync();
    measure("restic backup 1", old, "restic", "-q", "-r", store.toString(), "backup", ".");
    note("restic backup 1", store);
    sync();
    measure("restic backup 2", now, "restic", "-q", "-r", store.toString(), "backup", ".");
    note("restic backup 2", store);
    String out = folder.resolve("out").toString();
    measure(
        "restic restore", now, "restic", "-q", "-r", store + "", "restore", "latest", "-t", out);
    delete(folder.resolve("out"));
    delete(store);
  }

  private void borg(Path old, Path now) throws IOException, InterruptedException {
    Path store = folder.resolve("borg");
    quietly(folder, "borg", "init", "-e", "none", store.toString());
    sync();
    measure("borg create 1", old, "borg", "create", store + "::1", ".");
    note("borg create 1", store);
    sync();
    measure("borg create 2", now, "borg", "create", store + "::2", ".");
    note("borg create 2", store);
    Path out = Files.createDirectories(folder.resolve("out"));
    measure("borg extract", out, "borg", "extract", store + "::2");
    delete(out);
    delete(store);
  }

  private void smallFiles() throws IOException, InterruptedException {
    Path project = project("small");
    Path tree = folder.resolve("small");
    godwit("godwit put, small files", project, "put", "docs@1", tree.toString());
    Path repository = project.resolve(".godwit/repository");
    note("godwit put, small files", repository);
    Path out = folder.resolve("out");
    godwit("godwit get, small files", project, "get", "docs@1", out.toString());
    delete(out);
    delete(project);
    sync();
    measure("tar c and sync, small files", folder, "sh", "-c", "tar cf t.tar small && sync t.tar");
    Files.createDirectories(out);
    measure("tar x, small files", out, "tar", "xf", "../t.tar");
    delete(out);
    Files.delete(folder.resolve("t.tar"));
  }

  private void godwit(String what, Path project, String... words)
      throws IOException, InterruptedException {
    sync();
    List<String> command = new ArrayList<>(List.of(godwit.toString(), "artifacts"));
    command.addAll(List.of(words));
    command.addAll(List.of("--project", project.toString(), "-q"));
    measure(what, folder, command.toArray(String[]::new));
  }

  private Path project(String name) throws IOException {
    Path project = Files.createDirectories(folder.resolve("project-" + name));
    Files.writeString(
        project.resolve("godwit.yaml"),
        "system: peers\ntargets: { models: { provider: model } }\n");
    return project;
  }

  private void measure(String what, Path directory, String... command)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process = start(directory, command);
    long peak = 0;
    double cpu = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, peakKib(process));
      cpu = Math.max(cpu, cpuSeconds(process));
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(what + " failed: " + Arrays.toString(command));
    }
    measured.computeIfAbsent(what, w -> new ArrayList<>()).add(new Measured(seconds, cpu, peak));
  }

  private Process start(Path directory, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("RESTIC_PASSWORD", "none");
    builder.environment().put("BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK", "yes");
    builder.environment().put("BORG_RELOCATED_REPO_ACCESS_IS_OK", "yes");
    builder.environment().put("BORG_BASE_DIR", folder.resolve("borg-home").toString());
    builder.environment().put("RESTIC_CACHE_DIR", folder.resolve("restic-home").toString());
    return builder.start();
  }

  private void quietly(Path directory, String... command) throws IOException, InterruptedException {
    if (start(directory, command).waitFor() != 0) {
      throw new IOException("failed: " + Arrays.toString(command));
    }
  }

  /**
   * The time of processors that a process has used so far; where there are several, of those that
   * live.
   */
  private static double cpuSeconds(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(one -> one.info().totalCpuDuration().stream())
        .mapToDouble(duration -> duration.toMillis() / 1e3)
        .sum();
  }

  /** The most that a process and its children have held so far, as Linux says it. */
  private static long peakKib(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(RepositoryPeers::peakKib)
        .sum();
  }

  private static long peakKib(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // It has just ended.
    }
  }

  private void sync() throws IOException, InterruptedException {
    quietly(folder, "sync");
  }

  private static boolean there(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private void note(String what, Path store) throws IOException {
    try (Stream<Path> all = Files.walk(store)) {
      List<Path> objects = all.filter(Files::isRegularFile).toList();
      long bytes = objects.stream().mapToLong(file -> file.toFile().length()).sum();
      notes.put(what, String.format("%,d MiB in %,d files", bytes / MIB, objects.size()));
    }
  }

  private void print() {
    System.out.printf("%-28s %9s %9s %9s  %s%n", "", "median s", "CPU s", "peak MiB", "stored");
    measured.forEach(
        (what, all) -> {
          double[] seconds = all.stream().mapToDouble(Measured::seconds).sorted().toArray();
          double[] cpu = all.stream().mapToDouble(Measured::cpu).sorted().toArray();
          long peak = all.stream().mapToLong(Measured::peakKib).max().orElse(0);
          System.out.printf(
              "%-28s %9.2f %9.2f %9d  %s%n",
              what,
              seconds[seconds.length / 2],
              cpu[cpu.length / 2],
              peak >> 10,
              notes.getOrDefault(what, ""));
        });
  }

  private void writeWeights() throws IOException {
    Path old = Files.createDirectories(folder.resolve("v1")).resolve("model.bf16");
    Path now = Files.createDirectories(folder.resolve("v2")).resolve("model.bf16");
    try (OutputStream first = Files.newOutputStream(old);
        OutputStream second = Files.newOutputStream(now)) {
      for (int i = 0; i < mib; i++) {
        byte[] block = weights(i);
        first.write(block);
        byte[] changed = i % 20 == 7 ? weights(1_000_000L + i) : block;
        int before = i == 0 ? 1_000 : 0;
        second.write(changed, 0, before);
        second.write("11 inserted".getBytes(UTF_8), 0, i == 0 ? 11 : 0);
        second.write(changed, before, MIB - before);
      }
    }
  }

  /** 1 MiB of numbers around zero, of two bytes each. */
  private static byte[] weights(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[MIB];
    for (int i = 0; i < MIB; i += 2) {
      double sum = random.nextDouble() + random.nextDouble() + random.nextDouble();
      int bits = Float.floatToRawIntBits((float) (sum - 1.5) * 0.04f) >>> 16;
      bytes[i] = (byte) bits;
      bytes[i + 1] = (byte) (bits >>> 8);
    }
    return bytes;
  }

  private void writeSmallFiles() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < files; i++) {
      Path place = folder.resolve("small/" + i / 1_000);
      if (i % 1_000 == 0) {
        Files.createDirectories(place);
      }
      StringBuilder text = new StringBuilder("# Document " + i + "\n\n");
      for (long words = random.nextLong(50, 500); words > 0; words--) {
        text.append(Long.toString(random.nextLong(1L << 20), 36)).append(' ');
      }
      Files.writeString(place.resolve(i + ".md"), text);
    }
  }

  private static void requireSame(Path expected, Path found) throws IOException {
    if (Files.mismatch(expected, found) >= 0) {
      throw new IOException(found + " is not what was stored");
    }
  }

  private static void delete(Path place) throws IOException {
    if (Files.exists(place)) {
      List<Path> all;
      try (Stream<Path> found = Files.walk(place)) {
        all = found.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }
}
