package io.godwit.api.migration;

import io.godwit.api.error.Place;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.Version;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an author writes: how to go from one version to the next. Immutable once applied: the
 * checksum finds a file that was changed afterwards (A10).
 *
 * @param id unique in the project
 * @param path the versions between which it leads
 * @param about what people read
 * @param dependsOn migrations that must be applied before (B6)
 * @param steps the changes, in the author's order; at least one
 * @param checks what is asked before and after
 * @param source where it stands and what its bytes were
 */
public record Migration(
    MigrationId id,
    Path path,
    About about,
    List<MigrationId> dependsOn,
    List<Step> steps,
    Checks checks,
    Source source) {

  /**
   * The versions between which a migration leads.
   *
   * @param from the release that it demands; empty when it goes on from whatever came before it
   * @param to the version that it leads to
   */
  public record Path(Optional<Version> from, Version to) {
    /** Checks that nothing is null. */
    public Path {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }
  }

  /**
   * What people read of a migration (P2).
   *
   * @param description one sentence
   * @param author who wrote it; empty when it does not say
   * @param date when, as written; empty when it does not say
   */
  public record About(String description, String author, String date) {
    /** Checks that nothing is null. */
    public About {
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(date, "date");
    }
  }

  /** What is asked before the first effect and after the last. */
  public record Checks(List<Check> before, List<Check> after) {
    /** No checks. */
    public static final Checks NONE = new Checks(List.of(), List.of());

    /** Copies the lists. */
    public Checks {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * Where a migration comes from.
   *
   * @param place its file
   * @param folder the folder against which its paths are resolved, relative to the project; empty
   *     for the project itself
   * @param checksum digest of the canonical bytes (no byte-order mark, LF) of its files
   * @param repeatable whether it runs again whenever its checksum has changed, after all others
   */
  public record Source(Place place, String folder, Digest checksum, boolean repeatable) {
    /** Checks that nothing is null. */
    public Source {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(folder, "folder");
      Objects.requireNonNull(checksum, "checksum");
    }

    /** Of a migration that runs once. */
    public Source(Place place, String folder, Digest checksum) {
      this(place, folder, checksum, false);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no step
   */
  public Migration {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(about, "about");
    dependsOn = List.copyOf(dependsOn);
    steps = List.copyOf(steps);
    Objects.requireNonNull(checks, "checks");
    Objects.requireNonNull(source, "source");
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("migration " + id + " has no steps");
    }
  }

  /** The same, leading to another version. */
  public Migration leadingTo(Version to) {
    return new Migration(id, new Path(path.from(), to), about, dependsOn, steps, checks, source);
  }
}
