package io.godwit.config.json;

import io.godwit.api.error.GodwitException;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Decimals;
import io.godwit.config.document.Value;
import java.util.Iterator;
import java.util.Map;

/** Writes values as JSON: objects over several lines, lists of single values on one. */
final class JsonText {

  private final String unit;
  private final String lineEnd;
  private final StringBuilder out = new StringBuilder();

  /** Indented by a unit for each level. */
  JsonText(String unit, String lineEnd) {
    this.unit = unit;
    this.lineEnd = lineEnd;
  }

  /** A value whose lines, but for the first, are indented so far. */
  String write(Value value, String indent) {
    append(value, indent);
    return out.toString();
  }

  private void append(Value value, String indent) {
    if (value instanceof Value.Scalar scalar) {
      out.append(scalar(scalar));
    } else if (value instanceof Value.Items list) {
      list(list, indent);
    } else if (value instanceof Value.Table table) {
      table(table, indent);
    }
  }

  private void list(Value.Items list, String indent) {
    boolean plain = list.items().stream().allMatch(item -> item instanceof Value.Scalar);
    String inner = indent + unit;
    out.append('[');
    Iterator<Value> items = list.items().iterator();
    while (items.hasNext()) {
      out.append(plain ? "" : lineEnd + inner);
      append(items.next(), inner);
      out.append(items.hasNext() ? plain ? ", " : "," : plain ? "" : lineEnd + indent);
    }
    out.append(']');
  }

  private void table(Value.Table table, String indent) {
    String inner = indent + unit;
    out.append('{');
    Iterator<Map.Entry<String, Value>> entries = table.entries().entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Value> entry = entries.next();
      out.append(lineEnd).append(inner).append(quoted(entry.getKey())).append(": ");
      append(entry.getValue(), inner);
      out.append(entries.hasNext() ? "," : lineEnd + indent);
    }
    out.append('}');
  }

  private static String scalar(Value.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT, TIME -> quoted(scalar.text());
      case INTEGER, TRUTH -> scalar.text();
      case NOTHING -> "null";
      case DECIMAL -> {
        String written = Decimals.written(scalar.text());
        if (written.endsWith("inf") || written.equals("nan")) {
          throw new GodwitException(
              ConfigFileError.CONFIG_FORMAT,
              "JSON has no number '" + written + "'; give another value");
        }
        yield written;
      }
    };
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int known = "\"\\\b\f\n\r\t".indexOf(c);
      if (known >= 0) {
        quoted.append('\\').append("\"\\bfnrt".charAt(known));
      } else if (c < ' ' || (Character.isSurrogate(c) && isAlone(text, i))) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isAlone(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }
}
