package io.godwit.benchmarks;

import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A project in a folder that goes away. */
final class Project implements AutoCloseable {

  private final Path folder;

  private Project(Path folder) {
    this.folder = folder;
  }

  /** With nothing in it. */
  static Project empty() throws IOException {
    return new Project(Files.createTempDirectory("godwit-benchmark"));
  }

  /** With its state on {@code sqlite} or {@code postgresql}, and a target of each kind. */
  static Project withStateOn(String database) throws IOException {
    Project project = empty();
    String state =
        database.equals("sqlite") ? "jdbc:sqlite:.godwit/state.db" : TestPostgres.freshDatabase();
    return project.write(
        "godwit.yaml",
        """
        system: bench
        state: { url: "%s" }
        targets:
          nowhere: { provider: nothing }
          app: { provider: data, url: "jdbc:sqlite:app.db", default: true }
        """
            .formatted(state));
  }

  Path folder() {
    return folder;
  }

  Project write(String path, String text) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), text);
    return this;
  }

  Godwit open() {
    return Godwit.builder().project(folder).variables(name -> Optional.empty()).build();
  }

  static void demandDone(RunReport report) {
    if (report.ending() != RunReport.Ending.DONE) {
      throw new IllegalStateException(report.message());
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
