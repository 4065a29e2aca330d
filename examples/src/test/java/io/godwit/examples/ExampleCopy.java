package io.godwit.examples;

import io.godwit.api.run.StatusView.TargetView;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of an example, in which it is run as its users run it. */
public record ExampleCopy(Path folder) {

  /** Copies the example of that name, without what runs have left in it. */
  public static ExampleCopy of(String name, Path folder) throws IOException {
    Path example = Path.of(name);
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = example.relativize(file);
        if (!relative.startsWith(".godwit")) {
          Path copy = folder.resolve(relative.toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return new ExampleCopy(folder);
  }

  /** The engine on it. */
  public Godwit open() {
    return Godwit.builder().project(folder).build();
  }

  /** One of its files. */
  public String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  /** What one of its databases answers. */
  public String ask(String database, String question) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve(".godwit").resolve(database);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() ? String.valueOf(answer.getString(1)) : "";
    }
  }

  /** What its targets hold; nothing for one that holds no version. */
  public static Map<String, String> digests(Godwit godwit) {
    Map<String, String> digests = new TreeMap<>();
    for (TargetView target : godwit.status(true).targets()) {
      digests.put(target.name(), target.digest().orElse(""));
    }
    return digests;
  }
}
