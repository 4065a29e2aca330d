package io.godwit.config.yaml;

import io.godwit.config.document.Decimals;
import io.godwit.config.document.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What plain values mean, by the core schema of YAML 1.2, and how values are written. */
final class YamlScalars {

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,1000}");
  private static final Pattern OTHER_BASE =
      Pattern.compile("0o[0-7]{1,1000}|0x[0-9a-fA-F]{1,1000}");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern SPECIAL = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** What may stand without quotes, also for readers of YAML 1.1. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");

  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private YamlScalars() {}

  /** What a value without quotes means. */
  static Value plain(String text) {
    if (NULLS.contains(text)) {
      return Value.nothing();
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return Value.truth(TRUE.contains(text));
    }
    return number(text).orElseGet(() -> Value.text(text));
  }

  private static Optional<Value> number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return Optional.of(Value.integer(new BigInteger(text)));
    }
    if (OTHER_BASE.matcher(text).matches()) {
      int base = text.charAt(1) == 'o' ? 8 : 16;
      return Optional.of(Value.integer(new BigInteger(text.substring(2), base)));
    }
    if (SPECIAL.matcher(text).matches()) {
      String word = text.toLowerCase(Locale.ROOT).replace(".", "").replace("+", "");
      return Optional.of(new Value.Scalar(Value.Kind.DECIMAL, word));
    }
    if (text.length() <= 1_000 && REAL.matcher(text).matches()) {
      try {
        return Optional.of(Value.decimal(new BigDecimal(text)));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** A value on one line. */
  static String written(Value.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT, TIME -> text(scalar.text());
      case INTEGER, TRUTH -> scalar.text();
      case NOTHING -> "null";
      case DECIMAL -> decimal(Decimals.written(scalar.text()));
    };
  }

  private static String decimal(String written) {
    return written.endsWith("inf") || written.equals("nan")
        ? written.replace("inf", ".inf").replace("nan", ".nan")
        : written;
  }

  static String text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int known = "\"\\\n\r\t".indexOf(c);
      if (known >= 0) {
        quoted.append('\\').append("\"\\nrt".charAt(known));
      } else if (c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
