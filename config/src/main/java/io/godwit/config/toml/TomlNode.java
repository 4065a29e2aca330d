package io.godwit.config.toml;

import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Value;
import java.util.List;

/**
 * A value as it is written behind a key or in a list.
 *
 * @param value what it says
 * @param start where it begins
 * @param end behind its last character
 * @param members what is written in it, if it is an inline table or a list
 */
record TomlNode(Value value, int start, int end, List<Member> members) {

  /** One entry of an inline table, or one element of a list, which has no key. */
  record Member(KeyPath key, Span span, TomlNode node) {}

  /** A key with a value in a section of the file, by its whole path. */
  record Item(KeyPath path, KeyPath section, Span key, TomlNode node) {}

  /** A header, or the part of the file before the first. */
  record Section(KeyPath path, boolean element, Span key, int start, int lineEnd) {}

  /** A part of the text. */
  record Span(int start, int end) {}
}
