package io.godwit.e2e.cli;

import io.godwit.api.migration.CodedMigration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar with one extension in it, compiled as its author would. */
final class MigrationJar {

  private MigrationJar() {}

  /** Writes a jar with a migration. */
  static void write(Path jar, Path work, String name, String source) throws IOException {
    write(jar, work, CodedMigration.class, name, source);
  }

  /**
   * Writes the jar.
   *
   * @param work an empty folder for the classes
   * @param service what it extends
   * @param name the class, with its package
   */
  static void write(Path jar, Path work, Class<?> service, String name, String source)
      throws IOException {
    Path file = work.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
    Path classes = Files.createDirectories(work.resolve("classes"));
    Files.writeString(file, source);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                file.toString());
    if (failed != 0) {
      throw new IllegalStateException("it does not compile");
    }
    Files.createDirectories(jar.resolveSibling(""));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
        put(out, classes.relativize(one).toString().replace('\\', '/'), Files.readAllBytes(one));
      }
      put(
          out,
          "META-INF/services/" + service.getName(),
          (name + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(JarOutputStream out, String entry, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(entry));
    out.write(bytes);
    out.closeEntry();
  }
}
