package io.godwit.engine.coded;

import io.godwit.api.error.Place;
import io.godwit.api.migration.CodedMigration;
import io.godwit.engine.discovery.Found;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a class stands, as messages say it: {@code plugins/upgrade.jar!org.acme.SplitName:23}. The
 * folders above the jar are this machine's and say nothing.
 *
 * @param file the jar and the class
 * @param nest the name of the outermost class around it
 */
record ClassPlace(String file, String nest) {

  private static final String PLUGINS = "plugins";

  static ClassPlace of(Found<CodedMigration> found) {
    String name = found.extension().getClass().getName();
    int inner = name.indexOf('$');
    return new ClassPlace(
        jar(found.where()).map(jar -> jar + "!").orElse("") + name,
        inner < 0 ? name : name.substring(0, inner));
  }

  private static Optional<String> jar(String where) {
    if (!where.endsWith(".jar")) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(URI.create(where));
      boolean plugin = path.resolveSibling("").endsWith(PLUGINS);
      return Optional.of((plugin ? PLUGINS + "/" : "") + path.getFileName());
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      // A jar in a jar, as some servers have them.
      return Optional.of(where.substring(where.lastIndexOf('/') + 1));
    }
  }

  /** The whole class. */
  Place whole() {
    return Place.of(file);
  }

  /** The line of the class that is at work. */
  Place here() {
    return StackWalker.getInstance()
        .walk(frames -> line(frames.map(StackWalker.StackFrame::toStackTraceElement)));
  }

  /** The line of the class that something was thrown from or through. */
  Place of(Throwable thrown) {
    return line(Arrays.stream(thrown.getStackTrace()));
  }

  private Place line(Stream<StackTraceElement> frames) {
    return frames
        .filter(frame -> isOfNest(frame.getClassName()) && frame.getLineNumber() > 0)
        .findFirst()
        .map(frame -> new Place(file, frame.getLineNumber(), 0))
        .orElseGet(this::whole);
  }

  private boolean isOfNest(String name) {
    return name.equals(nest) || name.startsWith(nest + "$");
  }
}
