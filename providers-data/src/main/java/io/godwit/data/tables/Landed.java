package io.godwit.data.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Checkpoint;
import io.godwit.data.error.DataError;
import io.godwit.data.sql.TableShape;
import io.godwit.sql.Dialect;
import io.godwit.sql.schema.Schema;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a restore has done, as its checkpoint keeps it for the undo.
 *
 * @param tables all that came back
 * @param made those of them that were not there
 * @param besides what was made for them, in order
 * @param counters how far the sequences had counted before
 * @param orphans how many rows of the database had no parent before
 * @param definition a digest of how the tables are defined now
 */
record Landed(
    List<String> tables,
    List<String> made,
    List<String> besides,
    Map<String, String> counters,
    long orphans,
    String definition) {

  private static final int LONGEST = 60_000;
  private static final String DEFINITION = "definition";
  private static final String COUNTERS = "counters";
  private static final String ORPHANS = "orphans";

  static Landed in(Checkpoint checkpoint) {
    return new Landed(
        names(checkpoint, "tables"),
        names(checkpoint, "made"),
        names(checkpoint, "besides"),
        counters(checkpoint),
        checkpoint.get(ORPHANS).map(Long::parseLong).orElse(0L),
        checkpoint.get(DEFINITION).orElse(""));
  }

  /**
   * As a checkpoint.
   *
   * @throws GodwitException if there are too many tables for one
   */
  Checkpoint checkpoint(Map<String, String> notes) {
    Map<String, String> values = new HashMap<>(notes);
    values.put("tables", text(tables));
    values.put("made", text(made));
    values.put("besides", text(besides));
    values.put(COUNTERS, text(counters));
    values.put(ORPHANS, Long.toString(orphans));
    values.put(DEFINITION, definition);
    if (values.values().stream().mapToInt(String::length).sum() > LONGEST) {
      throw new GodwitException(
          DataError.WHICH_SNAPSHOT,
          tables.size()
              + " tables are too many for one step; nothing was changed. Name some of them under"
              + " tables: and the others in another step");
    }
    return new Checkpoint(values);
  }

  private static String text(List<String> names) {
    return names.stream().map(Landed::encoded).collect(Collectors.joining(" "));
  }

  static String text(Map<String, String> counters) {
    List<String> words = new ArrayList<>();
    counters.forEach((name, value) -> words.addAll(List.of(name, value)));
    return text(words);
  }

  private static String encoded(String name) {
    return "+" + URLEncoder.encode(name, UTF_8);
  }

  private static List<String> names(Checkpoint checkpoint, String key) {
    String text = checkpoint.get(key).orElse("");
    return text.isEmpty()
        ? List.of()
        : List.of(text.split(" ")).stream()
            .map(word -> URLDecoder.decode(word.substring(1), UTF_8))
            .toList();
  }

  static Map<String, String> counters(Checkpoint checkpoint) {
    List<String> words = names(checkpoint, COUNTERS);
    Map<String, String> counters = new TreeMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      counters.put(words.get(i), words.get(i + 1));
    }
    return counters;
  }

  static Checkpoint counted(Map<String, String> counters) {
    return Checkpoint.of(COUNTERS, text(counters));
  }

  /** A digest of how tables are defined. */
  static String definition(Dialect dialect, Connection connection, Iterable<String> tables)
      throws SQLException {
    List<String> names = new ArrayList<>();
    for (String table : tables) {
      @Nullable TableShape shape = TableShape.find(dialect, connection, table);
      if (shape != null) {
        names.add(shape.name());
      }
    }
    return Schema.read(dialect, connection, names).digest().hex();
  }
}
