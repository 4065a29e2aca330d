package io.godwit.config.yaml;

import static java.util.stream.Collectors.joining;

import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes values as YAML: mappings as blocks, lists of single values on one line. */
final class YamlText {

  private static final String UNIT = "  ";

  private YamlText() {}

  /** A value in brackets, on one line. */
  static String flow(Value value) {
    return value.fold(
        YamlScalars::written,
        items -> items.items().stream().map(YamlText::flow).collect(joining(", ", "[", "]")),
        table ->
            table.entries().entrySet().stream()
                .map(e -> YamlScalars.text(e.getKey()) + ": " + flow(e.getValue()))
                .collect(joining(", ", "{", "}")));
  }

  /** What stands behind the colon of a key that is indented so far, with lines that end in LF. */
  static String behindKey(
      Value value, String indent, KeyPath path, Function<KeyPath, List<String>> comments) {
    if (value instanceof Value.Table table && !table.entries().isEmpty()) {
      return "\n" + block(table, indent + UNIT, path, comments);
    }
    if (value instanceof Value.Items list && !isPlain(list)) {
      return "\n" + elements(list, indent + UNIT, path, comments);
    }
    return " " + flow(value);
  }

  private static boolean isPlain(Value.Items list) {
    return list.items().stream().allMatch(item -> item instanceof Value.Scalar);
  }

  /** The entries of a mapping, each on its line, without a line end behind the last. */
  static String block(
      Value.Table table, String indent, KeyPath path, Function<KeyPath, List<String>> comments) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
      KeyPath at = path.then(entry.getKey());
      out.append(out.isEmpty() ? "" : "\n");
      comments.apply(at).forEach(c -> out.append(indent).append("# ").append(c).append("\n"));
      out.append(indent).append(YamlScalars.text(entry.getKey())).append(":");
      out.append(behindKey(entry.getValue(), indent, at, comments));
    }
    return out.toString();
  }

  private static String elements(
      Value.Items list, String indent, KeyPath path, Function<KeyPath, List<String>> comments) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < list.items().size(); i++) {
      Value item = list.items().get(i);
      out.append(out.isEmpty() ? "" : "\n").append(indent).append("- ");
      if (item instanceof Value.Table table && !table.entries().isEmpty()) {
        out.append(block(table, indent + UNIT, path.then(i), comments).stripLeading());
      } else {
        out.append(flow(item));
      }
    }
    return out.toString();
  }
}
