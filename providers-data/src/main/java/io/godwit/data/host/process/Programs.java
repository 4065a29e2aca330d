package io.godwit.data.host.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Alarm;
import io.godwit.data.error.DataError;
import io.godwit.program.ProcessTree;
import io.godwit.program.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs. What they write goes to a file, of which the last part is read: so a service that
 * a program leaves behind keeps nobody waiting. The process that runs is named in a file beside it,
 * so that an engine that finds it after a crash can end it.
 */
public final class Programs {

  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
  private static final int SHOWN = 4_096;
  private static final int LOGGED = 65_536;
  private static final long MOST_OUTPUT = 64L << 20;

  private final Path directory;
  private final Path scratch;
  private final Map<String, String> environment;

  /**
   * Programs that are run in a folder.
   *
   * @param directory the folder
   * @param scratch where output and the name of what runs are kept
   * @param environment variables for all programs; their values are hidden in what is shown
   */
  public Programs(Path directory, Path scratch, Map<String, String> environment) {
    this.directory = directory;
    this.scratch = scratch;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What is to be run.
   *
   * @param command the program with its arguments
   * @param pass further variables of Godwit's own environment that it may see
   */
  public record Command(List<String> command, List<String> pass) {
    /** Copies the lists. */
    public Command {
      command = List.copyOf(command);
      pass = List.copyOf(pass);
    }
  }

  /** Runs it for at most so long. */
  public Outcome run(Command command, Duration limit) {
    return run(command, limit, cancel -> () -> {});
  }

  /**
   * Runs it until it ends, the limit is reached, or the alarm rings or the thread is interrupted.
   *
   * @throws GodwitException if it cannot be started
   */
  public Outcome run(Command command, Duration limit, Function<Runnable, Alarm> alarms) {
    Path output = null;
    try {
      Files.createDirectories(scratch);
      output = Files.createTempFile(scratch, "output", ".txt");
      return run(command, limit, alarms, output);
    } catch (IOException e) {
      throw new GodwitException(
          DataError.NO_PROGRAM,
          "'"
              + command.command().get(0)
              + "' cannot be started ("
              + e.getMessage()
              + "); install it, or mend its name",
          e);
    } finally {
      delete(output);
    }
  }

  private Outcome run(
      Command command, Duration limit, Function<Runnable, Alarm> alarms, Path output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.command());
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    Surroundings surroundings = new Surroundings(command.pass(), environment);
    surroundings.fill(builder.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    Files.writeString(running(), ProcessTree.name(process.toHandle()), UTF_8);
    boolean ended;
    Alarm alarm = alarms.apply(() -> ProcessTree.end(process.toHandle()));
    try {
      ended = !waitFor(process, limit, output);
    } finally {
      alarm.close();
    }
    if (ended) {
      ProcessTree.end(process.toHandle());
    }
    Files.deleteIfExists(running());
    String text = surroundings.tail(output, LOGGED);
    log(command, text);
    String shown = text.length() <= SHOWN ? text : "…" + text.substring(text.length() - SHOWN);
    return new Outcome(process.isAlive() ? -1 : process.exitValue(), ended, shown.strip());
  }

  /** Whether it ended by itself. */
  private static boolean waitFor(Process process, Duration limit, Path output) throws IOException {
    long begin = System.nanoTime();
    try {
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        boolean late = System.nanoTime() - begin > limit.toNanos();
        if (late || Files.size(output) > MOST_OUTPUT) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      ProcessTree.end(process.toHandle());
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Path running() {
    return scratch.resolve("running");
  }

  /** Ends what an engine that is dead has left running here. */
  public void endLeftover() {
    try {
      Path running = running();
      if (Files.exists(running)) {
        Optional<ProcessHandle> left = ProcessTree.named(Files.readString(running, UTF_8));
        left.ifPresent(ProcessTree::end);
        Files.deleteIfExists(running);
      }
    } catch (IOException e) {
      throw new GodwitException(
          DataError.FILE_UNREADABLE,
          running() + " cannot be read (" + e.getMessage() + "); look at its rights",
          e);
    }
  }

  private static void log(Command command, String text) {
    String program = command.command().get(0);
    text.lines().forEach(line -> LOG.info("{}: {}", program, line));
  }

  private static void delete(@org.jspecify.annotations.Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.debug("{} stays", file, e);
    }
  }
}
