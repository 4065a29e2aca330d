package io.godwit.e2e.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar with one migration in it, compiled as its author would. */
final class MigrationJar {

  private static final String SERVICE = "META-INF/services/io.godwit.api.migration.CodedMigration";

  private MigrationJar() {}

  /**
   * Writes the jar.
   *
   * @param work an empty folder for the classes
   * @param name the class, with its package
   */
  static void write(Path jar, Path work, String name, String source) throws IOException {
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
      throw new IllegalStateException("the migration does not compile");
    }
    Files.createDirectories(jar.resolveSibling(""));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
        put(out, classes.relativize(one).toString().replace('\\', '/'), Files.readAllBytes(one));
      }
      put(out, SERVICE, (name + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(JarOutputStream out, String entry, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(entry));
    out.write(bytes);
    out.closeEntry();
  }
}
