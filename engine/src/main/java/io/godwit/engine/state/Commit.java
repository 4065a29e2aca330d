package io.godwit.engine.state;

import io.godwit.api.name.ReleaseId;
import io.godwit.api.run.Release;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One transaction of a run.
 *
 * @param run the run as the writer knows it; refused if it has gone on since
 * @param entries what is appended to its journal
 * @param at the moment that is written with them
 * @param token the writer's fencing token
 * @param pivot the release that becomes current with it
 */
public record Commit(
    RunRecord run, List<Entry> entries, Instant at, long token, Optional<Pivot> pivot) {

  /**
   * Makes a release current.
   *
   * @param release the release
   * @param expected the one that must be current before
   */
  public record Pivot(Release release, Optional<ReleaseId> expected) {}

  /** Copies the list. */
  public Commit {
    entries = List.copyOf(entries);
  }

  /** Nothing but that this run was planned. */
  public static Commit planned(RunRecord run, long token) {
    return new Commit(run, List.of(), run.head().createdAt(), token, Optional.empty());
  }
}
