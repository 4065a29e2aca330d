package io.godwit.e2e.project;

import io.godwit.engine.Godwit;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A project of plain SQL files on one database. */
final class SqlProject {

  private final Path folder;
  private final String url;

  SqlProject(Path folder, String url) {
    this.folder = folder;
    this.url = url;
    configure("");
  }

  /** Writes godwit.yaml with more lines at its end. */
  SqlProject configure(String more) {
    return write(
        "godwit.yaml",
        "system: desk\ntargets:\n  app: { provider: data, url: \"" + url + "\" }\n" + more);
  }

  SqlProject write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean exists(String path) {
    return Files.exists(folder.resolve(path));
  }

  SqlProject delete(String path) {
    try {
      Files.delete(folder.resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Godwit open() {
    return Godwit.builder().project(folder).variables(name -> Optional.empty()).build();
  }

  Database database() {
    return Database.open(DatabaseUrl.parse(url, folder), DatabaseSettings.SCRIPTS);
  }

  SqlProject execute(String... statements) throws SQLException {
    try (Database database = database();
        Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return this;
  }

  String ask(String query) throws SQLException {
    try (Database database = database();
        Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }
}
