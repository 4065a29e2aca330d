package io.godwit.knowledge.build;

import java.util.regex.Pattern;

/**
 * The name of a collection.
 *
 * @param value letters, digits and {@code . _ -}, at most 64 characters
 */
public record CollectionName(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public CollectionName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a collection's name has letters, digits and . _ -, begins with a letter or digit, and"
              + " has at most 64 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
