package io.godwit.api.target;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What another tool has recorded of its migrations in a target.
 *
 * @param tool the tool, for example {@code flyway}
 * @param where the table in which it stands, for messages
 * @param entries what is applied
 * @param trouble why it cannot be taken over as it is, for example a failed migration in it
 */
public record ForeignHistory(
    String tool, String where, List<Entry> entries, Optional<String> trouble) {

  /** For what an entry stands. */
  public enum Extent {
    /** One migration. */
    ONE,
    /** That migration and all before it: some tools record only the last. */
    UP_TO,
    /** All up to that version, of which there may be no migration. */
    BASELINE
  }

  /**
   * What is applied.
   *
   * @param version its version or id; empty if the tool gives it none
   * @param name its file's name, without folders; empty if the tool records none
   * @param extent for what it stands
   */
  public record Entry(String version, String name, Extent extent) {
    /** Checks that nothing is null. */
    public Entry {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(extent, "extent");
    }

    @Override
    public String toString() {
      return version.isEmpty() ? name : name.isEmpty() ? version : version + " (" + name + ")";
    }
  }

  /** Copies the list. */
  public ForeignHistory {
    Objects.requireNonNull(tool, "tool");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(trouble, "trouble");
    entries = List.copyOf(entries);
  }
}
