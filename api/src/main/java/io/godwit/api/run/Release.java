package io.godwit.api.run;

import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The immutable record of what every target held after a run: the version vector.
 *
 * @param id its number
 * @param version the system's version; empty for the one that a first migration is undone to
 * @param previous the release that was current before, when there was one
 * @param made by what, and when (UTC)
 * @param targets what each target held
 */
public record Release(
    ReleaseId id,
    Optional<Version> version,
    Optional<ReleaseId> previous,
    Made made,
    Map<TargetName, Holding> targets) {

  /**
   * How a release came to be.
   *
   * @param run the run whose pivot made it current
   * @param migration the migration that the run applied or took back
   * @param direction which
   * @param at when, in UTC
   */
  public record Made(RunId run, MigrationId migration, Direction direction, Instant at) {
    /** Checks that nothing is null. */
    public Made {
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(migration, "migration");
      Objects.requireNonNull(direction, "direction");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * What one target held.
   *
   * @param version the system's version at which the target was last changed; empty before the
   *     first
   * @param holds the target's own names and versions, sorted; where the command that made the
   *     release went on to the next at once, what {@link
   *     io.godwit.api.target.Target#holdingsInPassing} leaves of them
   */
  public record Holding(Optional<Version> version, Map<String, String> holds) {
    /** Copies the map. */
    public Holding {
      Objects.requireNonNull(version, "version");
      holds = Collections.unmodifiableMap(new TreeMap<>(holds));
    }
  }

  /** Copies the map. */
  public Release {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(made, "made");
    targets = Map.copyOf(targets);
  }
}
