package io.godwit.engine.state;

import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.run.Release;
import io.godwit.engine.journal.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Godwit knows: runs with their journals, releases, what is applied, and who may write. Every
 * method is one transaction. May be called from several threads.
 *
 * <p>Every method throws {@link io.godwit.api.error.GodwitException} with {@link
 * io.godwit.engine.error.EngineError#STATE_UNREACHABLE} when the store does not answer. After that
 * it is not known whether a write happened: read again before going on.
 */
public interface StateStore extends AutoCloseable {

  /** A run, if there is one of that id. */
  Optional<RunRecord> run(RunId id);

  /** The run that is not settled or needs attention, if there is one; there is never a second. */
  Optional<RunRecord> open();

  /** All runs in the order in which they were begun. */
  List<RunRecord> runs();

  /** The latest runs, the last begun first; at most so many. */
  List<RunRecord> latest(int most);

  /**
   * Whether what the run kept for its return has been freed, or has begun to be: a run that retires
   * it has been begun.
   */
  boolean isRetired(RunId id);

  /**
   * The journal of a run, in order.
   *
   * @throws io.godwit.api.error.GodwitException with STATE_DAMAGED if an entry has been changed,
   *     taken out or put in by another hand
   */
  List<JournalLine> journal(RunId id);

  /** The release that is current; empty before the first. */
  Optional<Release> current();

  /** A release, if there is one of that number. */
  Optional<Release> release(ReleaseId id);

  /** The number that the next release gets. */
  ReleaseId nextRelease();

  /** What is applied, in the order in which it was. */
  List<Applied> applied();

  /**
   * The runs that are settled and were begun after another one, in the order in which they were
   * begun; all of them if there is no such other.
   */
  List<RunId> settledAfter(Optional<RunId> other);

  /**
   * Stores a run that has only been planned, together with what was seen of it first; all of it or
   * nothing.
   *
   * @param first the run as it was planned, and what begins its journal
   * @return the run after the entries
   * @throws io.godwit.api.error.GodwitException with LEASE_LOST if the token is not the lease's, or
   *     with ATTENTION_NEEDED if another run is open
   */
  RunRecord begin(Commit first);

  /**
   * Appends to the journal, and moves the release when there is a pivot; all of it or nothing.
   *
   * @return the run after the entries
   * @throws io.godwit.api.error.GodwitException with LEASE_LOST if the token is not the lease's or
   *     the run has gone on meanwhile; with RELEASE_MOVED if the current release is not the one
   *     that the pivot expects. Nothing is changed then
   */
  RunRecord commit(Commit commit);

  /**
   * Fills an empty store with runs that were kept elsewhere. The lease's token goes on far above
   * any under which they were written, so that targets refuse whoever was at work before.
   *
   * @param runs in the order in which they were settled
   * @throws io.godwit.api.error.GodwitException with STATE_DAMAGED if the store is not empty
   */
  void restore(List<KeptRun> runs);

  /** Who holds the lease or held it last. */
  Optional<Lease> lease();

  /**
   * Takes the lease if nobody holds it, it has expired, or its holder is known to be dead. The
   * token of a lease that was taken is higher than any before it.
   *
   * @param holder who wants it
   * @param duration how long it lasts unless it is renewed
   * @param dead says of a holder whether it is surely dead
   * @return the lease as it is now: the caller has it if it is the holder
   */
  Lease acquire(Holder holder, Duration duration, java.util.function.Predicate<Holder> dead);

  /** Prolongs the lease; false if the token is not the lease's any more or was given up. */
  boolean renew(long token, Duration duration);

  /** Gives the lease up; does nothing if the token is not the lease's any more. */
  void giveUp(long token);

  /** Frees the connection; may be called twice. */
  @Override
  void close();
}
