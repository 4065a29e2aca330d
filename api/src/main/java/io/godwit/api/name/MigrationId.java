package io.godwit.api.name;

/**
 * The id of a migration, unique in its project, for example {@code switch-embedder}.
 *
 * @param value letters, digits and {@code . _ + -}, at most 128 characters
 */
public record MigrationId(String value) {

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public MigrationId {
    Names.word("migration id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
