package io.godwit.api.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rollback point: a release that can be returned to, or why it cannot (E8, A6).
 *
 * @param release its number; empty for the point before the first migration
 * @param version its version; empty for that point
 * @param at when it was made, in UTC
 * @param possible whether it can be returned to
 * @param obstacle why not
 * @param undone the migrations that a return would take back, in that order
 * @param loses what a return would lose, a line for each step
 * @param backup what a restore would bring back, if there is something for every target
 */
public record PointView(
    Optional<Long> release,
    Optional<String> version,
    Optional<Instant> at,
    boolean possible,
    Optional<String> obstacle,
    List<String> undone,
    List<String> loses,
    Optional<BackupView> backup) {

  /** Copies the lists. */
  public PointView {
    undone = List.copyOf(undone);
    loses = List.copyOf(loses);
  }
}
