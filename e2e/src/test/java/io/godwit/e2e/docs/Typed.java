package io.godwit.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A shell in a folder with the examples in it and {@code godwit} on the path. */
record Typed(Path folder) {

  private static final String TIME = "[0-9.]+ (ms|s|min)\\b";

  static Typed in(Path folder) throws IOException {
    copy(Snippet.ROOT.resolve("examples/fulfillment"), folder.resolve("examples/fulfillment"));
    Path launcher = folder.resolve("godwit");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path")
            + "' io.godwit.cli.Main \"$@\"\n");
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException("the launcher cannot be made executable");
    }
    return new Typed(folder);
  }

  /** What the script prints, which must end well. */
  String run(String script) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", script));
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("the script failed:\n" + script + "\n" + output);
    }
    return output;
  }

  /** The same whatever time things took. */
  static String withoutTimes(String text) {
    return text.replaceAll(TIME, "TIME").replaceAll(" +", " ");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!relative.startsWith(".godwit") && !file.toString().contains(".db")) {
          Path copied = to.resolve(relative.toString());
          Files.createDirectories(copied.getParent());
          Files.copy(file, copied);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
