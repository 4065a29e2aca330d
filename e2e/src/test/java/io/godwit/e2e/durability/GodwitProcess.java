package io.godwit.e2e.durability;

import io.godwit.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The godwit command in a JVM of its own, which can be stopped, gone on and killed. */
final class GodwitProcess implements AutoCloseable {

  /** Far beyond what anything here takes; a process that needs it hangs. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String END = "\u0000end";

  private final Process process;
  private final Path out;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final List<String> err = new ArrayList<>();
  private final Thread reader;

  /**
   * A line of standard error.
   *
   * @param nanos when it came, since some moment
   */
  record Line(String text, long nanos) {}

  /**
   * A process that has ended.
   *
   * @param exit as the shell sees it
   * @param out its standard output
   * @param err its standard error
   */
  record Ended(int exit, String out, String err) {}

  private GodwitProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
    this.reader = new Thread(this::read, "stderr of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  static GodwitProcess start(HybridProject project, String... arguments) {
    return start(project, List.of(), arguments);
  }

  /**
   * Starts it.
   *
   * @param before what stands before {@code java} on the command line, such as a shell with limits
   */
  static GodwitProcess start(HybridProject project, List<String> before, String... arguments) {
    try {
      Path out = Files.createTempFile("godwit", ".out");
      List<String> command = new ArrayList<>(before);
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-XX:-UsePerfData",
              "-Xmx256m"));
      command.addAll(ClassPath.options());
      command.add(Main.class.getName());
      command.addAll(List.of(arguments));
      command.addAll(List.of("--project", project.folder().toString()));
      ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
      builder.environment().putAll(project.variables());
      return new GodwitProcess(builder.start(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ended run(HybridProject project, String... arguments) {
    try (GodwitProcess process = start(project, arguments)) {
      return process.ended();
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (err) {
          err.add(line);
        }
        lines.add(new Line(line, System.nanoTime()));
      }
    } catch (IOException e) {
      // The process is gone; what it said is said.
    } finally {
      lines.add(new Line(END, System.nanoTime()));
    }
  }

  /** The next line of its standard error, when it comes; empty when no more will come. */
  Optional<Line> next() throws InterruptedException {
    Line line = lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new AssertionError("The process hangs; it said:\n" + said());
    }
    if (line.text().equals(END)) {
      lines.add(line);
      return Optional.empty();
    }
    return Optional.of(line);
  }

  /** Waits for a line that holds this text. */
  GodwitProcess until(String text) throws InterruptedException {
    for (Optional<Line> line = next(); line.isPresent(); line = next()) {
      if (line.get().text().contains(text)) {
        return this;
      }
    }
    throw new AssertionError("'" + text + "' was never said, but:\n" + ended());
  }

  /** Waits so long, or until it ends. */
  boolean endsWithin(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal by its name, such as STOP. */
  GodwitProcess signal(String name) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    if (exit != 0) {
      throw new AssertionError("kill -" + name + " said " + exit);
    }
    return this;
  }

  /** SIGSTOP; returns when it does not stir any more. */
  GodwitProcess freeze() throws IOException, InterruptedException {
    signal("STOP");
    String state = "";
    while (!state.startsWith("T")) {
      Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", "" + process.pid()).start();
      state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    return this;
  }

  Ended ended() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("The process does not end; it said:\n" + said());
      }
      reader.join(PATIENCE.toMillis());
      return new Ended(process.exitValue(), Files.readString(out), said());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String said() {
    synchronized (err) {
      return String.join("\n", err);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
