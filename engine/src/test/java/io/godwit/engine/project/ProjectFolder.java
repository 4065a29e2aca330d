package io.godwit.engine.project;

import io.godwit.api.error.Fault;
import io.godwit.api.migration.Migration;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project on disk, and the environment in which it is read. */
final class ProjectFolder {

  static final String CONFIG =
      """
      system: desk
      targets:
        app: { provider: data, url: "jdbc:sqlite:app.db", default: true }
        archive: { provider: data, url: "jdbc:sqlite:archive.db" }
        articles: { provider: knowledge, url: "jdbc:sqlite:kb.db" }
      """;

  final Path directory;
  final Map<String, String> environment = new HashMap<>();
  final Secrets secrets = new Secrets();

  ProjectFolder(Path directory) {
    this.directory = directory;
    write("godwit.yaml", CONFIG);
  }

  ProjectFolder write(String path, String text) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An up file and a down file, which say nothing of note. */
  ProjectFolder pair(String stem, String header) {
    return write("migrations/" + stem + ".up.sql", header + "\nselect 1;\n")
        .write("migrations/" + stem + ".down.sql", "select 2;\n");
  }

  /** A folder with a manifest of one step, and other keys before it. */
  ProjectFolder manifest(String folder, String keys) {
    return write(
        "migrations/" + folder + "/migration.yaml",
        keys + "\nsteps: [{ id: one, use: data.sql, with: { up: a.sql } }]\n");
  }

  Bound<Project> read() {
    return read(Optional.empty());
  }

  Bound<Project> read(Optional<String> overlay) {
    return reader().read(directory, overlay, Bound.of(List.of()));
  }

  ProjectReader reader() {
    return new ProjectReader(name -> Optional.ofNullable(environment.get(name)), secrets);
  }

  List<Migration> migrations() {
    return read().orThrow().migrations();
  }

  List<String> ids() {
    return migrations().stream().map(migration -> migration.id().value()).toList();
  }

  List<Fault> faults() {
    return read().faults();
  }
}
