package io.godwit.config.toml;

import static java.util.stream.Collectors.joining;

import io.godwit.api.error.GodwitException;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Decimals;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes values as TOML. */
final class TomlText {

  private TomlText() {}

  /** A value behind a key or in a list, on one line. */
  static String inline(Value value) {
    return value.fold(
        TomlText::scalar,
        items -> items.items().stream().map(TomlText::inline).collect(joining(", ", "[", "]")),
        table ->
            table.entries().isEmpty()
                ? "{}"
                : table.entries().entrySet().stream()
                    .map(entry -> key(entry.getKey()) + " = " + inline(entry.getValue()))
                    .collect(joining(", ", "{ ", " }")));
  }

  private static String scalar(Value.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> quoted(scalar.text());
      case INTEGER, TRUTH, TIME -> scalar.text();
      case DECIMAL -> Decimals.written(scalar.text());
      case NOTHING ->
          throw new GodwitException(
              ConfigFileError.CONFIG_FORMAT,
              "TOML has no null; remove the key, or give it a value, before the file becomes TOML");
    };
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            quoted.append(String.format("\\u%04X", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  static String key(String name) {
    boolean bare = !name.isEmpty() && name.chars().allMatch(c -> TomlValues.isBare((char) c));
    return bare ? name : quoted(name);
  }

  /** A path as a dotted key; numbers of elements are not written. */
  static String key(KeyPath path) {
    return path.parts().stream()
        .filter(part -> part instanceof KeyPath.Name)
        .map(part -> key(((KeyPath.Name) part).value()))
        .collect(joining("."));
  }

  /** A table with its header, and then the tables in it. */
  static void section(
      StringBuilder out,
      KeyPath path,
      boolean element,
      Value.Table table,
      Function<KeyPath, List<String>> comments,
      String lineEnd) {
    boolean onlyTables =
        !table.entries().isEmpty()
            && table.entries().values().stream().allMatch(TomlText::isSection);
    if (path.size() > 0 && (element || !onlyTables)) {
      if (!out.isEmpty()) {
        out.append(lineEnd);
      }
      comments.apply(path).forEach(comment -> out.append("# ").append(comment).append(lineEnd));
      out.append(element ? "[[" : "[").append(key(path)).append(element ? "]]" : "]");
      out.append(lineEnd);
    }
    for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
      if (!isSection(entry.getValue())) {
        comments
            .apply(path.then(entry.getKey()))
            .forEach(comment -> out.append("# ").append(comment).append(lineEnd));
        out.append(key(entry.getKey())).append(" = ").append(inline(entry.getValue()));
        out.append(lineEnd);
      }
    }
    table
        .entries()
        .forEach(
            (name, value) -> {
              if (isSection(value)) {
                sections(out, path.then(name), value, comments, lineEnd);
              }
            });
  }

  private static void sections(
      StringBuilder out,
      KeyPath path,
      Value value,
      Function<KeyPath, List<String>> comments,
      String lineEnd) {
    if (value instanceof Value.Table table) {
      section(out, path, false, table, comments, lineEnd);
    } else if (value instanceof Value.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        Value.Table element = (Value.Table) items.items().get(i);
        section(out, path.then(i), true, element, comments, lineEnd);
      }
    }
  }

  /** Whether a value is written under a header of its own. */
  private static boolean isSection(Value value) {
    return value.fold(
        scalar -> false,
        items ->
            !items.items().isEmpty()
                && items.items().stream().allMatch(item -> item instanceof Value.Table),
        table -> true);
  }
}
