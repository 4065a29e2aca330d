package io.godwit.program;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Alarm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that makes lines out of lines: started once for each batch, in a folder of its own.
 * What it writes goes to files, so that it can neither keep Godwit waiting nor fill its memory, and
 * is read when it has ended.
 */
public final class LineProgram {

  private static final long MOST_OUTPUT = 64L << 20;
  private static final int SHOWN = 2_000;
  private static final int COME_LATER = 75;

  /**
   * What is to be run.
   *
   * @param words the program with its arguments
   * @param pass variables of Godwit's environment that it may see
   * @param limit how long it may take for one batch
   */
  public record Command(List<String> words, List<String> pass, Duration limit) {
    /** Copies the lists. */
    public Command {
      words = List.copyOf(words);
      pass = List.copyOf(pass);
    }

    /** As people name it. */
    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  /**
   * What its failures are called.
   *
   * @param failed it has to be mended
   * @param unavailable it may do better later
   */
  public record Codes(ErrorCode failed, ErrorCode unavailable) {}

  /** Writes what the program reads. */
  @FunctionalInterface
  public interface Asking {
    /** Writes it. */
    void write(Writer lines) throws IOException;
  }

  /** Reads what the program has written. */
  @FunctionalInterface
  public interface Answer<T> {
    /** Reads it. */
    T read(BufferedReader lines) throws IOException;
  }

  private final Command command;
  private final Codes codes;
  private final Optional<FileTree> files;
  private final Function<Runnable, Alarm> alarms;

  /**
   * A program.
   *
   * @param files in a copy of which it runs
   * @param alarms what ends it when the time is up
   */
  public LineProgram(
      Command command, Codes codes, Optional<FileTree> files, Function<Runnable, Alarm> alarms) {
    this.command = command;
    this.codes = codes;
    this.files = files;
    this.alarms = alarms;
  }

  /**
   * Runs it once.
   *
   * @throws GodwitException if it cannot be run, takes too long, fails, or writes too much or no
   *     UTF-8
   */
  public <T> T run(Asking asking, Answer<T> answer) {
    Path room = null;
    try {
      room = Files.createTempDirectory("godwit-transform");
      return run(room, asking, answer);
    } catch (CharacterCodingException e) {
      throw failure("wrote what is not UTF-8", e);
    } catch (IOException e) {
      throw failure("cannot be run: " + e.getMessage(), e);
    } finally {
      delete(room);
    }
  }

  /** That it has to be mended. */
  public GodwitException failure(String how, @Nullable Exception cause) {
    return new GodwitException(
        codes.failed(),
        "Command '" + command + "' " + how + "; mend it, then run the migration again",
        cause);
  }

  private <T> T run(Path room, Asking asking, Answer<T> answer) throws IOException {
    Path work = Files.createDirectory(room.resolve("work"));
    if (files.isPresent()) {
      layOut(files.get(), work);
    }
    Path input = room.resolve("input.jsonl");
    Path output = room.resolve("output.jsonl");
    Path errors = room.resolve("errors.txt");
    try (Writer lines = Files.newBufferedWriter(input)) {
      asking.write(lines);
    }
    Surroundings surroundings = new Surroundings(command.pass(), Map.of());
    ProcessBuilder builder = new ProcessBuilder(command.words());
    builder.directory(work.toFile());
    builder.redirectInput(input.toFile());
    builder.redirectOutput(output.toFile());
    builder.redirectError(errors.toFile());
    surroundings.fill(builder.environment());
    Process process = builder.start();
    Alarm alarm = alarms.apply(() -> end(process));
    boolean ended;
    try {
      ended = waitFor(process, output, errors);
    } finally {
      alarm.close();
      end(process);
    }
    judge(process, ended, () -> surroundings.tail(errors, SHOWN).strip());
    try (BufferedReader lines = Files.newBufferedReader(output, StandardCharsets.UTF_8)) {
      return answer.read(lines);
    }
  }

  private boolean waitFor(Process process, Path output, Path errors) throws IOException {
    long begin = System.nanoTime();
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - begin > command.limit().toNanos()) {
          return false;
        }
        if (Files.size(output) > MOST_OUTPUT || Files.size(errors) > MOST_OUTPUT) {
          throw failure("wrote more than " + MOST_OUTPUT + " bytes for one batch", null);
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What it has said last. */
  private interface LastWords {
    String read() throws IOException;
  }

  private void judge(Process process, boolean ended, LastWords words) throws IOException {
    if (!ended) {
      throw new GodwitException(
          codes.unavailable(),
          "Command '"
              + command
              + "' did not end within "
              + command.limit()
              + " for one batch; give it more with timeout, or smaller batches with batch");
    }
    int code = process.isAlive() ? -1 : process.exitValue();
    if (code == COME_LATER) {
      throw new GodwitException(
          codes.unavailable(),
          "Command '" + command + "' asks to be tried again later (75): " + words.read());
    }
    if (code != 0) {
      throw failure("ended with " + code + ": " + words.read(), null);
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static void layOut(FileTree files, Path work) throws IOException {
    for (FileTree.Entry entry : files.files()) {
      Path to = work.resolve(entry.path()).normalize();
      if (!to.startsWith(work)) {
        throw new IOException(entry.path() + " leads out of its folder");
      }
      Files.createDirectories(Optional.ofNullable(to.getParent()).orElse(work));
      try (InputStream in = files.open(entry.path());
          OutputStream out = Files.newOutputStream(to)) {
        in.transferTo(out);
      }
    }
  }

  private static void delete(@Nullable Path room) {
    if (room == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(room)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      room.toFile().deleteOnExit();
    }
  }
}
