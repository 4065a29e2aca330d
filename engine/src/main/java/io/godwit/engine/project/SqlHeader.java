package io.godwit.engine.project;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments at the head of a SQL file: {@code -- Author: …} (P2). */
final class SqlHeader {

  private static final int MOST_LINES = 200;
  private static final Pattern LINE = Pattern.compile("--\\s*([A-Za-z][A-Za-z ]{0,30}?)\\s*:(.*)");
  private static final Pattern END_OF_NAME = Pattern.compile("(\\.(up|down))?\\.sql$");
  private static final Set<String> NOTHING = Set.of("", "-", "none", "n/a");

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();

  /** Reads the lines that are blank or comments, up to the first statement. */
  SqlHeader(String sql) {
    List<String> head =
        sql.lines()
            .limit(MOST_LINES)
            .map(String::strip)
            .takeWhile(line -> line.isEmpty() || line.startsWith("--"))
            .toList();
    for (int i = 0; i < head.size(); i++) {
      Matcher matcher = LINE.matcher(head.get(i));
      if (matcher.matches()) {
        String key = matcher.group(1).toLowerCase(Locale.ROOT);
        values.putIfAbsent(key, matcher.group(2).strip());
        lines.putIfAbsent(key, i + 1);
      }
    }
  }

  /** What stands there; empty when nothing does. */
  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key))
        .filter(text -> !NOTHING.contains(text.toLowerCase(Locale.ROOT)));
  }

  /** The line, from 1; 0 when it does not stand there. */
  int line(String key) {
    return lines.getOrDefault(key, 0);
  }

  /** The migrations that it depends on, as they are called there. */
  List<String> dependencies() {
    return get("dependencies").stream()
        .flatMap(text -> Arrays.stream(text.split("[,;]")))
        .map(String::strip)
        .map(text -> END_OF_NAME.matcher(text).replaceFirst(""))
        .filter(text -> !NOTHING.contains(text.toLowerCase(Locale.ROOT)))
        .toList();
  }
}
