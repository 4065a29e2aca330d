package io.godwit.engine.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.TargetName;
import io.godwit.api.target.Structured;
import io.godwit.engine.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the schemas of a project's databases are, in a file beside the migrations, so that a review
 * shows what a migration makes of them. The run is done before it is written; what fails is written
 * by the next run.
 *
 * @param file the file; with several databases, each has its name before the ending
 */
record SchemaFile(Optional<Path> file, Targets targets) {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaFile.class);

  static SchemaFile of(Operating parts) {
    return new SchemaFile(parts.setup().schemaFile(), parts.targets());
  }

  void write() {
    file.ifPresent(this::writeAll);
  }

  private void writeAll(Path path) {
    List<TargetName> names =
        targets.names().stream().filter(name -> targets.open(name) instanceof Structured).toList();
    for (TargetName name : names) {
      Path own = names.size() == 1 ? path : named(path, name);
      try {
        write(own, ((Structured) targets.open(name)).script().getBytes(UTF_8));
      } catch (GodwitException | IOException e) {
        LOG.warn("{} is not written, the next run does it: {}", own, e.getMessage());
      }
    }
  }

  private static Path named(Path path, TargetName name) {
    String file = String.valueOf(path.getFileName());
    int dot = file.lastIndexOf('.');
    return path.resolveSibling(
        dot < 0 ? file + "." + name : file.substring(0, dot) + "." + name + file.substring(dot));
  }

  /** Whole or not at all; left alone when nothing has changed. */
  private static void write(Path path, byte[] script) throws IOException {
    if (Files.exists(path) && Arrays.equals(Files.readAllBytes(path), script)) {
      return;
    }
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Files.write(part, script);
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
