package io.godwit.api.target;

import io.godwit.api.name.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A target that can look whether what it holds is sound. */
public interface Verifiable {

  /** How much is looked at. */
  enum Depth {
    /** What is known without reading everything. */
    QUICK,
    /** Every row and page that bears on it. */
    FULL
  }

  /**
   * What is wanted.
   *
   * @param depth how much is looked at
   * @param timeout how long it may take in all
   * @param clock the time
   * @param version the present version, whose components have to be there; empty before the first
   */
  record Demand(Depth depth, Duration timeout, InstantSource clock, Optional<Version> version) {
    /** Checks that nothing is null. */
    public Demand {
      Objects.requireNonNull(depth, "depth");
      Objects.requireNonNull(timeout, "timeout");
      Objects.requireNonNull(clock, "clock");
      Objects.requireNonNull(version, "version");
    }
  }

  /**
   * Looks. Changes nothing; memory is bounded, and so is the number of findings of a kind. What
   * there was no time for is a finding too, never silence.
   *
   * @return what is not as it should be; none when all is well
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  List<Defect> verify(Demand demand);
}
