package io.godwit.model.step;

import io.godwit.api.step.StepPlan.Estimate;
import io.godwit.api.step.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What steps cost, guessed on the safe side from the bytes that they read and store. */
public final class Effort {

  private static final long STORED_PER_SECOND = 100_000_000;
  private static final long READ_PER_SECOND = 300_000_000;
  private static final Duration SWAP = Duration.ofSeconds(1);

  private Effort() {}

  /** A swap of the catalog, whatever the size of what it names. */
  public static Estimate swap(Tally... work) {
    return new Estimate(List.of(work), 0, 0, Optional.of(SWAP));
  }

  /** Bytes that are read and held against their digests and rules. */
  public static Estimate reading(long bytes) {
    Duration time = SWAP.plus(Duration.ofSeconds(bytes / READ_PER_SECOND));
    return new Estimate(List.of(Tally.of("bytes", bytes)), 0, 0, Optional.of(time));
  }

  /** Files that are brought into the repository. */
  public static Estimate storing(int files, long bytes) {
    Duration time = SWAP.plus(Duration.ofSeconds(bytes / STORED_PER_SECOND));
    return new Estimate(
        List.of(Tally.of("files", files), Tally.of("bytes", bytes)), 0, bytes, Optional.of(time));
  }
}
