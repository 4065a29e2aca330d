package io.godwit.api.storage;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of an object in a storage, for example {@code packs/0f/01JD….gwp}.
 *
 * @param value words of letters, digits and {@code . _ -} that begin with a letter or digit, with
 *     {@code /} between them; at most 256 characters, so that every store can take it
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

  private static final int LONGEST = 256;
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  /**
   * Refuses what is not of that form.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public ObjectKey {
    Objects.requireNonNull(value, "value");
    if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not the key of an object: " + value.substring(0, Math.min(value.length(), LONGEST)));
    }
  }

  @Override
  public int compareTo(ObjectKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
