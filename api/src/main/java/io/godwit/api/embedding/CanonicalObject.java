package io.godwit.api.embedding;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes one JSON object in the canonical form of RFC 8785, as far as fingerprints need it: keys
 * sorted by UTF-16 code units, which is the order of {@link String#compareTo}, and no white space.
 */
final class CanonicalObject {

  private final SortedMap<String, String> members = new TreeMap<>();

  CanonicalObject text(String key, String value) {
    members.put(key, quoted(value));
    return this;
  }

  CanonicalObject number(String key, int value) {
    members.put(key, Integer.toString(value));
    return this;
  }

  CanonicalObject bool(String key, boolean value) {
    members.put(key, Boolean.toString(value));
    return this;
  }

  CanonicalObject object(String key, CanonicalObject value) {
    members.put(key, value.toString());
    return this;
  }

  @Override
  public String toString() {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i), quoted);
    }
    return quoted.append('"').toString();
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < 0x20) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
