package io.godwit.engine.repository;

import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What a repository needs of the world around it.
 *
 * @param clock the time, for records and for the age of garbage; safety does not depend on it
 * @param ids gives ids that never repeat
 * @param random chooses samples
 * @param backoff waits before retries
 * @param workers who helps with hashing, compressing and uploading
 */
public record RepositoryTools(
    InstantSource clock, ObjectIds ids, RandomGenerator random, Backoff backoff, Workers workers) {

  /** Checks that nothing is null. */
  public RepositoryTools {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(ids, "ids");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(backoff, "backoff");
    Objects.requireNonNull(workers, "workers");
  }
}
