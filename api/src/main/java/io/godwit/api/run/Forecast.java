package io.godwit.api.run;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run will need, by the sizes that its targets have now and by how long earlier runs took
 * (A1, A2).
 *
 * @param duration how long it will take; empty when nothing like one of its steps has run before
 * @param storageBytes how much more its targets will hold
 * @param repositoryBytes how much more the repository will hold, what is kept for the way back
 *     among it
 * @param memoryBytes how much memory the process needs at most
 * @param cores how many cores are of use
 */
public record Forecast(
    Optional<Duration> duration,
    long storageBytes,
    long repositoryBytes,
    long memoryBytes,
    int cores) {

  /** Checks that nothing is null. */
  public Forecast {
    Objects.requireNonNull(duration, "duration");
  }
}
