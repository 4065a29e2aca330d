package io.godwit.model.registry;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a model in its registry.
 *
 * @param value words of letters, digits and {@code . _ -}, with {@code /} between them; at most 100
 *     characters
 */
public record ModelName(String value) {

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public ModelName {
    Objects.requireNonNull(value, "value");
    if (value.length() > 100 || value.contains("..") || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a model has a name of letters, digits and . _ - with / between words, at most 100"
              + " characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
