package io.godwit.config.toml;

import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Nesting;
import io.godwit.config.document.Source;
import io.godwit.config.document.Value;
import io.godwit.config.toml.TomlNode.Member;
import io.godwit.config.toml.TomlNode.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys and values, and the blanks and comments between them. */
final class TomlValues {

  private static final Pattern DECIMAL = Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)");
  private static final Pattern OTHER_BASE =
      Pattern.compile("0x[0-9A-Fa-f](_?[0-9A-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*");
  private static final Pattern REAL =
      Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)(\\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?");
  private static final Pattern SPECIAL = Pattern.compile("([+-]?)(inf|nan)");
  private static final Pattern TIME =
      Pattern.compile(
          "(?:(\\d{4}-\\d\\d-\\d\\d)(?:[Tt ](?=\\d))?)?(\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?\\d*)?"
              + "([Zz]|[+-]\\d\\d:\\d\\d)?");
  private static final int LONGEST_NUMBER = 1_000;

  private final Source source;
  private final String text;
  private int at;
  private int values;

  TomlValues(Source source) {
    this.source = source;
    this.text = source.text();
  }

  int at() {
    return at;
  }

  void to(int offset) {
    at = offset;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  boolean take(char c) {
    if (peek() == c && !atEnd()) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c, String where) {
    if (!take(c)) {
      throw source.syntax(at, "'" + c + "' is expected " + where);
    }
  }

  void blanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** Blanks, line ends and comments. */
  void space() {
    while (true) {
      blanks();
      if (peek() == '#') {
        comment();
      } else if (!lineEnd()) {
        return;
      }
    }
  }

  boolean lineEnd() {
    if (peek() == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
      at += 2;
      return true;
    }
    return take('\n');
  }

  void comment() {
    while (!atEnd() && peek() != '\n' && !text.startsWith("\r\n", at)) {
      if (isControl(peek())) {
        throw source.syntax(at, "a comment has a control character; remove it");
      }
      at++;
    }
  }

  /** A key, which may have several parts. */
  KeyPath key() {
    KeyPath path = KeyPath.ROOT;
    do {
      blanks();
      path = path.then(keyPart());
      source.checkDepth(at, path.size());
      blanks();
    } while (take('.'));
    return path;
  }

  private String keyPart() {
    if (peek() == '"' || peek() == '\'') {
      if (text.startsWith("\"\"\"", at) || text.startsWith("'''", at)) {
        throw source.syntax(at, "a key cannot have several lines");
      }
      return string();
    }
    int start = at;
    while (isBare(peek())) {
      at++;
    }
    if (at == start) {
      throw source.syntax(at, "a key is expected");
    }
    return text.substring(start, at);
  }

  static boolean isBare(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** A value of any kind. */
  TomlNode value(int depth) {
    source.checkDepth(at, depth);
    if (++values > Source.MOST) {
      throw source.error(
          at, ConfigFileError.CONFIG_TOO_LARGE, "this file has too many values; split it");
    }
    int start = at;
    return switch (peek()) {
      case '"', '\'' -> node(Value.text(string()), start);
      case '[' -> list(depth);
      case '{' -> table(depth);
      default -> node(plain(), start);
    };
  }

  private TomlNode node(Value value, int start) {
    return new TomlNode(value, start, at, List.of());
  }

  private TomlNode list(int depth) {
    int start = at++;
    List<Member> members = new ArrayList<>();
    space();
    while (!take(']')) {
      members.add(new Member(KeyPath.ROOT, new Span(at, at), value(depth + 1)));
      space();
      if (peek() != ']') {
        expect(',', "between the elements of a list");
        space();
      }
    }
    Value value = new Value.Items(members.stream().map(m -> m.node().value()).toList());
    return new TomlNode(value, start, at, members);
  }

  private TomlNode table(int depth) {
    int start = at++;
    List<Member> members = new ArrayList<>();
    blanks();
    boolean more = !take('}');
    while (more) {
      int from = at;
      KeyPath key = key();
      Span span = new Span(from, at);
      expect('=', "behind the key");
      blanks();
      members.add(new Member(key, span, value(depth + key.size())));
      blanks();
      more = peek() != '}';
      expect(more ? ',' : '}', "in an inline table");
      blanks();
      if (more && peek() == '}') {
        throw source.syntax(at, "an inline table does not end in a comma");
      }
    }
    return new TomlNode(joined(members), start, at, members);
  }

  private Value joined(List<Member> members) {
    Nesting nesting = new Nesting();
    for (Member member : members) {
      nesting
          .add(member.key().parts(), member.node().value())
          .ifPresent(
              taken -> {
                throw source.duplicate(member.span().start(), taken.toString());
              });
    }
    return nesting.table();
  }

  private Value plain() {
    int start = at;
    while (!atEnd() && (isBare(peek()) || "+.:".indexOf(peek()) >= 0)) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.matches("\\d{4}-\\d\\d-\\d\\d") && text.startsWith(" ", at) && digitAt(at + 1)) {
      at++;
      while (isBare(peek()) || "+.:".indexOf(peek()) >= 0) {
        at++;
      }
      word = text.substring(start, at);
    }
    String plain = word;
    return scalar(plain)
        .orElseThrow(
            () ->
                source.syntax(
                    start,
                    plain.isEmpty()
                        ? "a value is expected"
                        : "'" + plain + "' is no value; put a text into quotes"));
  }

  private boolean digitAt(int offset) {
    return offset < text.length() && Character.isDigit(text.charAt(offset));
  }

  private static Optional<Value> scalar(String word) {
    if (word.equals("true") || word.equals("false")) {
      return Optional.of(Value.truth(word.equals("true")));
    }
    if (word.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    String digits = word.replace("_", "");
    if (DECIMAL.matcher(word).matches()) {
      return Optional.of(Value.integer(new BigInteger(digits)));
    }
    if (OTHER_BASE.matcher(word).matches()) {
      int base = word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
      return Optional.of(Value.integer(new BigInteger(digits.substring(2), base)));
    }
    if (REAL.matcher(word).matches()) {
      return number(digits);
    }
    Matcher special = SPECIAL.matcher(word);
    if (special.matches()) {
      boolean negative = special.group(1).equals("-") && special.group(2).equals("inf");
      return Optional.of(
          new Value.Scalar(Value.Kind.DECIMAL, (negative ? "-" : "") + special.group(2)));
    }
    return time(word);
  }

  private static Optional<Value> number(String digits) {
    try {
      return Optional.of(Value.decimal(new BigDecimal(digits)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Dates and times keep the form in which they are written, but for the case of T and Z. */
  private static Optional<Value> time(String word) {
    Matcher matcher = TIME.matcher(word);
    if (!matcher.matches() || (matcher.group(1) == null && matcher.group(2) == null)) {
      return Optional.empty();
    }
    boolean offset = matcher.group(3) != null;
    if (offset && (matcher.group(1) == null || matcher.group(2) == null)) {
      return Optional.empty();
    }
    try {
      if (matcher.group(1) != null) {
        LocalDate.parse(matcher.group(1));
      }
      if (matcher.group(2) != null) {
        LocalTime.parse(matcher.group(2));
      }
      if (offset && !matcher.group(3).equalsIgnoreCase("z")) {
        ZoneOffset.of(matcher.group(3));
      }
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Value.Scalar(
            Value.Kind.TIME, word.replace(' ', 'T').replace('t', 'T').replace('z', 'Z')));
  }

  private String string() {
    char quote = peek();
    String three = String.valueOf(quote).repeat(3);
    boolean lines = text.startsWith(three, at);
    int start = at;
    at += lines ? 3 : 1;
    if (lines) {
      lineEnd();
    }
    StringBuilder value = new StringBuilder();
    while (true) {
      if (atEnd() || (!lines && peek() == '\n')) {
        throw source.syntax(start, "a text in quotes has no end");
      }
      if (lines && text.startsWith(three, at)) {
        return value.append(closing(quote)).toString();
      }
      char c = text.charAt(at);
      if (!lines && c == quote) {
        at++;
        return value.toString();
      }
      if (c == '\\' && quote == '"') {
        escape(value, lines);
      } else if (isControl(c) && !(lines && (c == '\n' || text.startsWith("\r\n", at)))) {
        throw source.syntax(at, "a text has a control character; write it as an escape");
      } else {
        value.append(c);
        at++;
      }
    }
  }

  /** Up to two quotes may stand directly before the three that close. */
  private String closing(char quote) {
    int quotes = 0;
    while (quotes < 5 && peek() == quote && !atEnd()) {
      quotes++;
      at++;
    }
    return String.valueOf(quote).repeat(quotes - 3);
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  private void escape(StringBuilder value, boolean lines) {
    int start = at++;
    char c = peek();
    at++;
    switch (c) {
      case 'b' -> value.append('\b');
      case 't' -> value.append('\t');
      case 'n' -> value.append('\n');
      case 'f' -> value.append('\f');
      case 'r' -> value.append('\r');
      case '"', '\\' -> value.append(c);
      case 'u' -> value.appendCodePoint(codePoint(start, 4));
      case 'U' -> value.appendCodePoint(codePoint(start, 8));
      default -> {
        at--;
        if (!lines || !lineContinues()) {
          throw source.syntax(start, "there is no such escape; write \\\\ for a backslash");
        }
      }
    }
  }

  /** A backslash at the end of a line: everything up to the next visible character is left out. */
  private boolean lineContinues() {
    blanks();
    if (!lineEnd()) {
      return false;
    }
    do {
      blanks();
    } while (lineEnd());
    return true;
  }

  private int codePoint(int start, int digits) {
    String hex = text.substring(at, Math.min(at + digits, text.length()));
    at += hex.length();
    if (!hex.matches("[0-9A-Fa-f]{" + digits + "}")) {
      throw source.syntax(start, "an escape needs " + digits + " hexadecimal digits");
    }
    long point = Long.parseLong(hex, 16);
    if (point > Character.MAX_CODE_POINT || (point >= 0xD800 && point <= 0xDFFF)) {
      throw source.syntax(start, "an escape names no character");
    }
    return (int) point;
  }
}
