package io.godwit.api.name;

/**
 * The name under which a project knows a target, for example {@code app}.
 *
 * @param value letters, digits and {@code . _ + -}, at most 128 characters
 */
public record TargetName(String value) implements Comparable<TargetName> {

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public TargetName {
    Names.word("target name", value);
  }

  @Override
  public int compareTo(TargetName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
