package io.godwit.api.name;

/**
 * The id of a step, unique in its migration, for example {@code reembed}.
 *
 * @param value letters, digits and {@code . _ + -}, at most 128 characters
 */
public record StepId(String value) {

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public StepId {
    Names.word("step id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
