package io.godwit.data.tables;

import io.godwit.api.error.GodwitException;
import io.godwit.sql.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An empty folder for what a SQLite file is laid out in, as long as it is open. */
record Scratch(Path folder) implements AutoCloseable {

  static Scratch open() {
    try {
      return new Scratch(Files.createTempDirectory("godwit-tables-"));
    } catch (IOException e) {
      throw new GodwitException(
          SqlError.NO_ROOM,
          "No folder can be made in "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e
              + "); make room there, or name another one with -Djava.io.tmpdir",
          e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new GodwitException(
          SqlError.NO_ROOM, "The folder " + folder + " cannot be removed: " + e, e);
    }
  }
}
