package io.godwit.config.yaml;

import io.godwit.config.document.Value;
import java.util.List;

/**
 * A value as it is written.
 *
 * @param start where it begins
 * @param end behind its last character
 * @param flow whether it is a mapping or list in brackets
 * @param members what is written in it; nothing for an alias
 * @param size how many values it has, with those that aliases repeat
 */
record YamlNode(Value value, int start, int end, boolean flow, List<Member> members, int size) {

  /**
   * An entry of a mapping or an element of a list.
   *
   * @param name its key; empty for an element
   */
  record Member(String name, int start, int keyEnd, YamlNode node) {}

  boolean isBlock() {
    return !flow && !members.isEmpty();
  }
}
