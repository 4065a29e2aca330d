package io.godwit.api.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run in full: {@code show RUN}.
 *
 * @param migration the migration with the states of its steps
 * @param direction {@code up} or {@code down}
 * @param recorded why nothing was run and it was only recorded; empty for a run that did something
 * @param engine who ran it: user, host, process
 * @param planHash digest of the frozen plan
 * @param release the release that the run made, when it did
 * @param warnings what was noticed on the way: checks that are not critical, findings
 * @param targets what each target holds, once the run is settled: what a person needs to know when
 *     attention is needed
 * @param journal its record, in order
 */
public record RunView(
    MigrationView migration,
    String direction,
    Optional<String> recorded,
    String engine,
    String planHash,
    Optional<Long> release,
    List<String> warnings,
    Map<String, String> targets,
    List<JournalView> journal) {

  /**
   * One line of the journal.
   *
   * @param number counts from 1 in each run
   * @param at when, in UTC
   * @param event what
   * @param step of which step
   * @param detail more
   */
  public record JournalView(
      long number, Instant at, String event, Optional<String> step, String detail) {}

  /** Copies the lists. */
  public RunView {
    warnings = List.copyOf(warnings);
    journal = List.copyOf(journal);
  }
}
