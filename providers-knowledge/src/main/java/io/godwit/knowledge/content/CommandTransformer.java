package io.godwit.knowledge.content;

import io.godwit.api.content.Memory;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Alarm;
import io.godwit.knowledge.KnowledgeError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that transforms documents: started once for each batch, in a folder of its own, with a
 * document in each line of its input. What it writes goes to files, so that it can neither keep
 * Godwit waiting nor fill its memory, and is read when it has ended.
 */
final class CommandTransformer implements Transformer {

  private static final long MOST_OUTPUT = 64L << 20;
  private static final int SHOWN = 2_000;
  private static final int COME_LATER = 75;
  private static final Set<String> ALWAYS =
      Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "SystemRoot", "JAVA_HOME");

  private final Recipe recipe;
  private final Optional<FileTree> files;
  private final Function<Runnable, Alarm> alarms;

  CommandTransformer(Recipe recipe, Optional<FileTree> files, Function<Runnable, Alarm> alarms) {
    this.recipe = recipe;
    this.files = files;
    this.alarms = alarms;
  }

  @Override
  public List<Result> apply(List<Memory> memories) {
    Path room = null;
    try {
      room = Files.createTempDirectory("godwit-transform");
      return run(memories, room);
    } catch (IOException e) {
      throw failed("cannot be run: " + e.getMessage(), e);
    } finally {
      delete(room);
    }
  }

  private List<Result> run(List<Memory> memories, Path room) throws IOException {
    Path work = Files.createDirectory(room.resolve("work"));
    if (files.isPresent()) {
      layOut(files.get(), work);
    }
    Path input = room.resolve("input.jsonl");
    Path output = room.resolve("output.jsonl");
    Path errors = room.resolve("errors.txt");
    MemoryLines.write(memories, input);
    ProcessBuilder builder = new ProcessBuilder(recipe.command());
    builder.directory(work.toFile());
    builder.redirectInput(input.toFile());
    builder.redirectOutput(output.toFile());
    builder.redirectError(errors.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> !ALWAYS.contains(name) && !recipe.pass().contains(name));
    Process process = builder.start();
    Alarm alarm = alarms.apply(() -> end(process));
    boolean ended;
    try {
      ended = waitFor(process, output, errors);
    } finally {
      alarm.close();
      end(process);
    }
    judge(process, ended, errors);
    return MemoryLines.read(memories, output, recipe.toString());
  }

  private boolean waitFor(Process process, Path output, Path errors) throws IOException {
    long begin = System.nanoTime();
    long limit = Duration.ofMillis(recipe.timeoutMillis()).toNanos();
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - begin > limit) {
          return false;
        }
        if (Files.size(output) > MOST_OUTPUT || Files.size(errors) > MOST_OUTPUT) {
          throw failed("wrote more than " + MOST_OUTPUT + " bytes for one batch", null);
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void judge(Process process, boolean ended, Path errors) throws IOException {
    if (!ended) {
      throw new GodwitException(
          KnowledgeError.TRANSFORM_UNAVAILABLE,
          "Command '"
              + recipe
              + "' did not end within "
              + Duration.ofMillis(recipe.timeoutMillis())
              + " for one batch; give it more with timeout, or fewer documents with batch");
    }
    int code = exit(process);
    if (code == COME_LATER) {
      throw new GodwitException(
          KnowledgeError.TRANSFORM_UNAVAILABLE,
          "Command '" + recipe + "' asks to be tried again later (75): " + tail(errors));
    }
    if (code != 0) {
      throw failed("ended with " + code + ": " + tail(errors), null);
    }
  }

  private static int exit(Process process) {
    return process.isAlive() ? -1 : process.exitValue();
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

  private String tail(Path errors) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(errors.toFile(), "r")) {
      long from = Math.max(0, file.length() - SHOWN);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return hidden(text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").strip());
    }
  }

  private String hidden(String text) {
    String hidden = text;
    Map<String, String> environment = System.getenv();
    for (String name : recipe.pass()) {
      String secret = environment.getOrDefault(name, "");
      hidden = secret.length() < 4 ? hidden : hidden.replace(secret, "***");
    }
    return hidden;
  }

  private GodwitException failed(String how, @Nullable Exception cause) {
    return new GodwitException(
        KnowledgeError.TRANSFORM_FAILED,
        "Command '" + recipe + "' " + how + "; mend it, then run the migration again",
        cause);
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
