package io.godwit.config.properties;

import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;

/**
 * A key with its value, and where they are written.
 *
 * @param end behind the last character of the value
 */
record Property(String key, String value, int start, int keyEnd, int valueStart, int end) {

  /** The key, nested at its dots. */
  KeyPath path() {
    return KeyPath.of(key.split("\\.", -1));
  }

  /** The file, if there were nothing else in it. */
  Value tree() {
    return Trees.wrapped(path(), Value.text(value));
  }
}
