package io.godwit.config.json;

import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Source;
import io.godwit.config.document.Value;
import io.godwit.config.json.JsonNode.Member;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads JSON by RFC 8259, without the liberties that parsers take. */
final class JsonParser {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final int LONGEST_NUMBER = 1_000;

  private final Source source;
  private final String text;
  private int at;
  private int values;

  JsonParser(Source source) {
    this.source = source;
    this.text = source.text();
  }

  JsonNode parse() {
    space();
    if (peek() != '{') {
      throw source.syntax(at, "a configuration file is one object and begins with {");
    }
    JsonNode root = value(1);
    space();
    if (at < text.length()) {
      throw source.syntax(at, "something stands behind the end of the object; remove it");
    }
    return root;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (peek() == '/') {
      throw source.syntax(at, "JSON has no comments; remove this one");
    }
  }

  private JsonNode value(int depth) {
    source.checkDepth(at, depth);
    if (++values > Source.MOST) {
      throw source.error(
          at, ConfigFileError.CONFIG_TOO_LARGE, "this file has too many values; split it");
    }
    int start = at;
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> node(Value.text(string()), start);
      default -> node(word(), start);
    };
  }

  private JsonNode node(Value value, int start) {
    return new JsonNode(value, start, at, List.of());
  }

  private JsonNode object(int depth) {
    int start = at++;
    List<Member> members = new ArrayList<>();
    Map<String, Value> entries = new LinkedHashMap<>();
    space();
    boolean more = peek() != '}';
    while (more) {
      int from = at;
      if (peek() != '"') {
        throw source.syntax(at, "a key in double quotes is expected");
      }
      String name = string();
      int keyEnd = at;
      space();
      expect(':', "behind a key");
      space();
      JsonNode node = value(depth + 1);
      if (entries.put(name, node.value()) != null) {
        throw source.duplicate(from, name);
      }
      members.add(new Member(name, from, keyEnd, node));
      more = another('}');
    }
    expect('}', "at the end of an object");
    return new JsonNode(new Value.Table(entries), start, at, members);
  }

  private JsonNode array(int depth) {
    int start = at++;
    List<Member> members = new ArrayList<>();
    space();
    boolean more = peek() != ']';
    while (more) {
      int from = at;
      members.add(new Member("", from, from, value(depth + 1)));
      more = another(']');
    }
    expect(']', "at the end of an array");
    Value value = new Value.Items(members.stream().map(m -> m.node().value()).toList());
    return new JsonNode(value, start, at, members);
  }

  private boolean another(char end) {
    space();
    if (peek() == end) {
      return false;
    }
    expect(',', "between two values");
    space();
    if (peek() == end) {
      throw source.syntax(at, "a comma stands before the end; remove it");
    }
    return true;
  }

  private void expect(char c, String where) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw source.syntax(at, "'" + c + "' is expected " + where);
    }
    at++;
  }

  private Value word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(peek()) || "+-.".indexOf(peek()) >= 0)) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.length() <= LONGEST_NUMBER && NUMBER.matcher(word).matches()) {
      return number(word, start);
    }
    return switch (word) {
      case "true" -> Value.truth(true);
      case "false" -> Value.truth(false);
      case "null" -> Value.nothing();
      default -> throw source.syntax(start, "a value is expected; texts stand in double quotes");
    };
  }

  private Value number(String word, int start) {
    try {
      return word.matches("-?[0-9]+")
          ? Value.integer(new BigInteger(word))
          : Value.decimal(new BigDecimal(word));
    } catch (NumberFormatException e) {
      throw source.syntax(start, "this number is out of range");
    }
  }

  private String string() {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw source.syntax(start, "a text has no end");
      }
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      } else if (c == '\\') {
        escape(value);
      } else if (c < ' ') {
        throw source.syntax(at, "a text has a control character; write it as an escape");
      } else {
        value.append(c);
        at++;
      }
    }
  }

  private void escape(StringBuilder value) {
    int start = at++;
    char c = peek();
    at++;
    int known = "\"\\/bfnrt".indexOf(c);
    if (known >= 0) {
      value.append("\"\\/\b\f\n\r\t".charAt(known));
    } else if (c == 'u') {
      String hex = text.substring(at, Math.min(at + 4, text.length()));
      if (!hex.matches("[0-9A-Fa-f]{4}")) {
        throw source.syntax(start, "an escape needs four hexadecimal digits");
      }
      value.append((char) Integer.parseInt(hex, 16));
      at += 4;
    } else {
      throw source.syntax(start, "there is no such escape; write \\\\ for a backslash");
    }
  }
}
