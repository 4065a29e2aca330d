package io.godwit.engine.state;

import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.List;

/**
 * One line of a run's journal.
 *
 * @param number from 1
 * @param at when, in UTC
 * @param token the fencing token under which it was written
 * @param entry what happened
 */
public record JournalLine(long number, Instant at, long token, Entry entry) {

  /**
   * Whether a run is the fold of its journal. What was added since the run was read, as by an
   * engine that has taken over, says nothing against it.
   */
  public static boolean tell(RunRecord run, List<JournalLine> journal) {
    RunRecord told = RunRecord.planned(run.head());
    for (JournalLine line : journal) {
      if (line.number() <= run.version()) {
        told = told.after(line.entry(), line.at());
      }
    }
    return told.equals(run);
  }
}
