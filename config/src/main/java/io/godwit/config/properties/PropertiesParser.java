package io.godwit.config.properties;

import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Source;
import java.util.ArrayList;
import java.util.List;

/** Reads properties by the rules of {@link java.util.Properties#load}. */
final class PropertiesParser {

  private static final String BLANKS = " \t\f";

  private final Source source;
  private final String text;
  private final List<Property> properties = new ArrayList<>();
  private int at;

  PropertiesParser(Source source) {
    this.source = source;
    this.text = source.text();
  }

  List<Property> parse() {
    while (at < text.length()) {
      blanks();
      if (at >= text.length()) {
        break;
      }
      char c = text.charAt(at);
      if (c == '#' || c == '!') {
        toLineEnd();
      } else if (isLineEnd(c)) {
        at++;
      } else {
        property();
      }
    }
    return properties;
  }

  private void blanks() {
    while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void toLineEnd() {
    while (at < text.length() && !isLineEnd(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private void property() {
    if (properties.size() >= Source.MOST / 10) {
      throw source.error(
          at, ConfigFileError.CONFIG_TOO_LARGE, "this file has too many keys; split it");
    }
    int start = at;
    String key = word("=: \t\f");
    int keyEnd = at;
    blanks();
    if (at < text.length() && "=:".indexOf(text.charAt(at)) >= 0) {
      at++;
      blanks();
    }
    int valueStart = at;
    String value = word("");
    source.checkDepth(start, (int) key.chars().filter(c -> c == '.').count() + 1);
    properties.add(new Property(key, value, start, keyEnd, valueStart, at));
  }

  /** Up to the end of the logical line, or to one of these characters. */
  private String word(String ends) {
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        escape(word);
      } else if (isLineEnd(c) || ends.indexOf(c) >= 0) {
        break;
      } else {
        word.append(c);
        at++;
      }
    }
    return word.toString();
  }

  private void escape(StringBuilder word) {
    int start = at++;
    if (at >= text.length()) {
      return;
    }
    char c = text.charAt(at++);
    int known = "tnfr".indexOf(c);
    if (known >= 0) {
      word.append("\t\n\f\r".charAt(known));
    } else if (c == 'u') {
      String hex = text.substring(at, Math.min(at + 4, text.length()));
      if (!hex.matches("[0-9A-Fa-f]{4}")) {
        throw source.syntax(start, "an escape needs four hexadecimal digits");
      }
      word.append((char) Integer.parseInt(hex, 16));
      at += 4;
    } else if (isLineEnd(c)) {
      if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      blanks();
    } else {
      word.append(c);
    }
  }
}
