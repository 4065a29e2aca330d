package io.godwit.api.name;

/**
 * The name of a step type as authors write it after {@code use:}, for example {@code data.sql}.
 *
 * @param value a provider's word, a dot, and a verb
 */
public record StepTypeName(String value) {

  /**
   * Refuses what has no dot in it.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public StepTypeName {
    Names.word("step type", value);
    int dot = value.indexOf('.');
    if (dot <= 0 || dot == value.length() - 1) {
      throw new IllegalArgumentException(
          "step type '" + value + "' has two words with a dot between them, as in data.sql");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
