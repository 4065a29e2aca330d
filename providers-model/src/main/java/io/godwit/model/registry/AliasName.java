package io.godwit.model.registry;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of an alias, such as {@code champion}.
 *
 * @param value letters, digits and {@code . _ -}, at most 128 characters
 */
public record AliasName(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public AliasName {
    Objects.requireNonNull(value, "value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an alias has a name of letters, digits and . _ -, at most 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
