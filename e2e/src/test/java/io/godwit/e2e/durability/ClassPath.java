package io.godwit.e2e.durability;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of this test, for processes that start often: what is a folder here is a jar
 * there, so that the JVM can keep the classes that it has read in an archive of its own.
 */
final class ClassPath {

  private ClassPath() {}

  /** Made once for each JVM; its files end with it. */
  private static final class Prepared {
    static final List<String> OPTIONS = prepare();
  }

  /** The options of {@code java}. */
  static List<String> options() {
    return Prepared.OPTIONS;
  }

  private static List<String> prepare() {
    try {
      Path folder = Files.createTempDirectory("godwit-classes");
      List<String> jars = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path path = Path.of(entry).toAbsolutePath();
        if (Files.isRegularFile(path)) {
          jars.add(path.toString());
        } else if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
          jars.add(jar(path, folder.resolve(jars.size() + ".jar")).toString());
        }
      }
      Path archive = folder.resolve("classes.jsa");
      String path = String.join(File.pathSeparator, jars);
      train(archive, path);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-cp", path);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path one : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
        Files.copy(one, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /** A run of a small project loads nearly all that later ones load. */
  private static void train(Path archive, String path) throws IOException, InterruptedException {
    HybridProject project = new HybridProject(archive.resolveSibling("training"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:ArchiveClassesAtExit=" + archive,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-cp",
            path,
            "io.godwit.cli.Main",
            "up",
            "--project",
            project.folder().toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(project.variables());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("The training run ended with " + exit);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
