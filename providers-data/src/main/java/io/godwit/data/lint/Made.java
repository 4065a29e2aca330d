package io.godwit.data.lint;

import io.godwit.data.script.Head;
import io.godwit.data.script.Phrase;
import io.godwit.data.script.Statement;
import io.godwit.data.script.Subject;
import io.godwit.sql.Dialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a script makes and renames, known before its statements are judged: what happens to a table
 * that it makes itself harms nobody, and a table that is made anew under its old name is not
 * dropped.
 */
final class Made {

  private final Map<String, Integer> made = new HashMap<>();
  private final Set<String> rebuilt = new HashSet<>();

  Made(Dialect dialect, List<Statement> statements) {
    Map<String, String> aside = new HashMap<>();
    for (int i = 0; i < statements.size(); i++) {
      String text = statements.get(i).text();
      Head head = Head.of(dialect, text);
      Optional<Subject> subject =
          head.begins("CREATE") || head.begins("ALTER")
              ? Subject.of(dialect, text)
              : Optional.empty();
      if (subject.isEmpty()) {
        continue;
      }
      String name = subject.get().name();
      if (subject.get().action().equals("CREATE") && !head.contains("INDEX")) {
        made.putIfAbsent(key(subject.get().kind(), name), i);
        Optional.ofNullable(aside.get(name)).ifPresent(rebuilt::add);
      } else if (head.begins("ALTER", "TABLE")) {
        Phrase phrase = Phrase.of(dialect, text);
        int to = phrase.find("RENAME", "TO");
        if (to >= 0) {
          rename(name, phrase.name(to + 2), i, aside);
        }
      }
    }
  }

  private void rename(String from, String to, int at, Map<String, String> aside) {
    if (made.containsKey(key("table", from))) {
      made.putIfAbsent(key("table", to), at);
      rebuilt.add(to);
    } else {
      aside.put(from, to);
    }
  }

  private static String key(String kind, String name) {
    return kind + " " + name;
  }

  /** Whether a table is this script's own when a statement runs. */
  boolean table(String name, int statement) {
    Integer since = made.get(key("table", name));
    return since != null && since < statement;
  }

  /** Whether the script makes such a thing, wherever. */
  boolean anywhere(String kind, String name) {
    return made.containsKey(key(kind, name));
  }

  /** Whether what goes with the table of this name comes back in another one. */
  boolean rebuilt(String name) {
    return rebuilt.contains(name);
  }
}
