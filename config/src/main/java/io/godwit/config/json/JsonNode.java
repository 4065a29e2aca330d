package io.godwit.config.json;

import io.godwit.config.document.Value;
import java.util.List;

/**
 * A value as it is written.
 *
 * @param start where it begins
 * @param end behind its last character
 * @param members what is written in it, if it is an object or an array
 */
record JsonNode(Value value, int start, int end, List<Member> members) {

  /**
   * A member of an object or an element of an array.
   *
   * @param name its key; empty for an element
   * @param start where it begins, with its key
   * @param keyEnd behind its key
   */
  record Member(String name, int start, int keyEnd, JsonNode node) {}
}
