package io.godwit.engine.config;

import java.util.Map;
import java.util.function.Function;

/**
 * How one type of single value is written.
 *
 * @param what a phrase for messages, such as {@code a whole number}
 * @param schema the keywords of JSON Schema for it
 * @param parse reads it; an {@link IllegalArgumentException} whose message is a sentence says that
 *     the value cannot be, {@link NotOfThisForm} that it is something else altogether
 */
record ScalarForm(String what, Map<String, Object> schema, Function<String, Object> parse) {

  /** The text is not of the form. */
  static final class NotOfThisForm extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotOfThisForm() {
      super("not of this form");
    }
  }
}
