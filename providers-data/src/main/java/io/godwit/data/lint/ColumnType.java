package io.godwit.data.lint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column's type in PostgreSQL, as far as it matters when it becomes another.
 *
 * @param base its name, aliases resolved
 * @param size the first number in parentheses; -1 if there is none
 * @param scale the second one; 0 if there is none
 */
record ColumnType(String base, int size, int scale) {

  private static final Pattern FORM =
      Pattern.compile(
          "([^(\\[]+?)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\)\\s*([^\\[]*))?\\s*(\\[.*)?");

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("int", "integer"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("int2", "smallint"),
          Map.entry("varchar", "character varying"),
          Map.entry("char", "character"),
          Map.entry("bpchar", "character"),
          Map.entry("float8", "double precision"),
          Map.entry("float", "double precision"),
          Map.entry("float4", "real"),
          Map.entry("decimal", "numeric"),
          Map.entry("bool", "boolean"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"),
          Map.entry("time", "time without time zone"));

  /** Each holds all values of those before it. */
  private static final List<List<String>> LADDERS =
      List.of(
          List.of("smallint", "integer", "bigint", "numeric"),
          List.of("smallint", "integer", "double precision"),
          List.of("real", "double precision"),
          List.of("date", "timestamp without time zone"),
          List.of("date", "timestamp with time zone"),
          List.of("character", "character varying", "text"));

  private static final Set<String> TEXTS = Set.of("text", "character varying");
  private static final Set<String> BOUNDED =
      Set.of("smallint", "integer", "real", "date", "boolean", "time without time zone");

  static ColumnType of(String written) {
    String plain = written.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Matcher form = FORM.matcher(plain);
    if (!form.matches()) {
      return new ColumnType(plain, -1, 0);
    }
    String rest = form.group(4) == null || form.group(4).isBlank() ? "" : " " + form.group(4);
    String array = form.group(5) == null ? "" : "[]";
    String base = (form.group(1) + rest).strip();
    return new ColumnType(
        ALIASES.getOrDefault(base, base) + array,
        number(form.group(2), -1),
        number(form.group(3), 0));
  }

  private static int number(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  /** Whether some types hold more than this one, when it is not known what was there. */
  boolean bounded() {
    return size >= 0 || BOUNDED.contains(base);
  }

  /** Whether some of this type's values have no place in the other. */
  boolean narrowsTo(ColumnType other) {
    if (base.equals(other.base)) {
      boolean fewer = other.size >= 0 && (size < 0 || other.size - other.scale < size - scale);
      return fewer || (other.size >= 0 && other.scale < scale);
    }
    if (other.base.equals("text") || jsons(other)) {
      return false;
    }
    if (isTimestamp() && other.isTimestamp()) {
      return false;
    }
    boolean climbs =
        LADDERS.stream()
            .anyMatch(
                ladder ->
                    ladder.contains(base) && ladder.indexOf(base) < ladder.indexOf(other.base));
    boolean room = TEXTS.contains(base) ? other.size < 0 : other.size < 0 || size <= other.size;
    boolean same = TEXTS.contains(base) && TEXTS.contains(other.base);
    return !(climbs || same) || !room;
  }

  private boolean jsons(ColumnType other) {
    return base.equals("json") && other.base.equals("jsonb");
  }

  private boolean isTimestamp() {
    return base.startsWith("timestamp");
  }

  /** Whether the values are stored alike, so that no row is touched. */
  boolean storedAs(ColumnType other) {
    boolean texts = TEXTS.contains(base) && TEXTS.contains(other.base);
    boolean numerics = base.equals("numeric") && other.base.equals("numeric");
    boolean wider = other.size < 0 || (size >= 0 && other.size >= size);
    return equals(other) || (texts && wider) || (numerics && wider && sameScale(other));
  }

  private boolean sameScale(ColumnType other) {
    return other.size < 0 || scale == other.scale;
  }

  String shown() {
    String sizes = scale > 0 ? "(" + size + "," + scale + ")" : "(" + size + ")";
    return size < 0 ? base : base + sizes;
  }
}
