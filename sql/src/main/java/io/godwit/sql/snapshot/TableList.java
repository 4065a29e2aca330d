package io.godwit.sql.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables that a snapshot of tables holds ({@code docs/formats/snapshot.md}), each with the
 * table of which it is a partition or child, or an empty name.
 *
 * @param parents by the tables' names as SQL has them, with their schema
 */
public record TableList(Map<String, String> parents) {

  /** The file. */
  public static final String FILE = "tables.txt";

  /** The schema of the tables of a SQLite file, whose names have no case. */
  private static final String SQLITES = "main.";

  /** Copies the map, in its order. */
  public TableList {
    parents = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parents));
  }

  static TableList of(List<String> names) {
    Map<String, String> parents = new LinkedHashMap<>();
    names.forEach(name -> parents.put(name, ""));
    return new TableList(parents);
  }

  /** Their names. */
  public Set<String> names() {
    return parents.keySet();
  }

  byte[] write() {
    return parents.entrySet().stream()
        .map(one -> encoded(one.getKey()) + " " + encoded(one.getValue()) + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8);
  }

  /**
   * Reads the list of a snapshot.
   *
   * @return empty for a snapshot of a whole database, which has none
   * @throws GodwitException {@link io.godwit.sql.SqlError#NO_SNAPSHOT} if it is none
   */
  public static Optional<TableList> read(FileTree snapshot) {
    if (!SnapshotFiles.has(snapshot, FILE)) {
      return Optional.empty();
    }
    Map<String, String> parents = new LinkedHashMap<>();
    for (String line : new String(SnapshotFiles.text(snapshot, FILE), UTF_8).lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length != 2) {
        throw SnapshotFiles.none("has a " + FILE + " that is no list of tables");
      }
      parents.put(decoded(words[0]), decoded(words[1]));
    }
    return Optional.of(new TableList(parents));
  }

  private static String decoded(String word) {
    try {
      return URLDecoder.decode(word, UTF_8);
    } catch (IllegalArgumentException e) {
      throw SnapshotFiles.none("has a " + FILE + " that is no list of tables");
    }
  }

  /**
   * Some of them, with their partitions and children.
   *
   * @param wanted as an author writes them; all if empty
   * @throws GodwitException {@link io.godwit.sql.SqlError#NO_SUCH_TABLE} if some are not in it
   */
  public TableList only(List<String> wanted) {
    if (wanted.isEmpty()) {
      return this;
    }
    Set<String> chosen = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    for (String name : wanted) {
      Optional<String> found = names().stream().filter(one -> means(name, one)).findFirst();
      found.ifPresentOrElse(chosen::add, () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw SnapshotFiles.noTable("The snapshot", missing, names());
    }
    Map<String, String> some = new LinkedHashMap<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<String, String> one : parents.entrySet()) {
        boolean in = chosen.contains(one.getKey()) || some.containsKey(one.getValue());
        more |= in && some.put(one.getKey(), one.getValue()) == null;
      }
    }
    return new TableList(some);
  }

  /** Whether a name as it is written means this one, with or without quotes and schema. */
  private static boolean means(String written, String name) {
    String full = name.replace("\"", "");
    if (full.startsWith(SQLITES)) {
      String bare = written.replace("\"", "");
      return full.equalsIgnoreCase(bare) || full.equalsIgnoreCase(SQLITES + bare);
    }
    boolean quoted = written.contains("\"");
    String bare = quoted ? written.replace("\"", "") : written.toLowerCase(Locale.ROOT);
    return full.equals(bare) || full.equals("public." + bare);
  }
}
