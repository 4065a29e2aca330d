package io.godwit.engine.run;

import io.godwit.api.run.Release;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What must hold before the first effect and after the last, and what the release then says. */
public interface Gates {

  /**
   * What a gate found.
   *
   * @param failure why the run must not go on
   * @param warnings what a person should know
   */
  record Verdict(Optional<Failure> failure, List<String> warnings) {
    /** Copies the list. */
    public Verdict {
      warnings = List.copyOf(warnings);
    }
  }

  /** Before anything is touched: the release, the targets, the checks before. */
  Verdict before(RunRecord run);

  /**
   * After all steps are verified: the checks after; after all are undone: the checks before, which
   * held before the run that is taken back.
   *
   * @throws io.godwit.api.error.GodwitException if a target does not answer a critical check
   */
  Verdict after(RunRecord run);

  /**
   * The release that the run makes, with what the targets hold now.
   *
   * @throws io.godwit.api.error.GodwitException if a target does not answer
   */
  Release release(RunRecord run, Instant at);
}
