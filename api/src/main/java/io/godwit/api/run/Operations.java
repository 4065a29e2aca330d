package io.godwit.api.run;

import io.godwit.api.error.Fault;
import io.godwit.api.name.RunId;
import io.godwit.api.name.Version;
import java.util.List;
import java.util.Optional;

/**
 * All that can be asked of an engine. The command line, the server and embedders call this and
 * nothing else. One instance is used by one thread at a time; several engines can share a project
 * and a state store: the lease lets one of them write.
 *
 * <p>Every method throws {@link io.godwit.api.error.GodwitException} for a project or a
 * configuration that is wrong, with all faults at once, and for a state store that does not answer.
 */
public interface Operations {

  /** Where the system stands; with digests it reads every target whole. Changes nothing. */
  StatusView status(boolean withDigests);

  /** What {@link #up} would do. Changes nothing. */
  PlanView planUp(Optional<Version> to);

  /** What {@link #down} would do. Changes nothing. */
  PlanView planDown();

  /**
   * First finishes or takes back what an earlier process left, then applies what is pending, each
   * migration as a run of its own, until one fails. Repeating it with nothing pending does nothing.
   *
   * @param to the version to stop at; empty for all
   * @param consent the person's word for what cannot be undone
   */
  RunReport up(Optional<Version> to, Consent consent);

  /**
   * Goes back to the release before the current one, as a run of its own.
   *
   * @param consent the person's word for what cannot be undone
   */
  RunReport down(Consent consent);

  /** The migration objects of all runs, the latest last (B9). */
  List<MigrationView> history();

  /**
   * One run in full.
   *
   * @throws io.godwit.api.error.GodwitException if there is no such run
   */
  RunView show(RunId run);

  /**
   * All that is wrong with the project, its files, what has been applied and the targets; empty
   * when nothing is. Changes nothing.
   */
  List<Fault> validate();

  /** A look at the whole set-up. Changes nothing but what the storage probe makes and removes. */
  DoctorView doctor();

  /**
   * Asks a run that is under way to stop after the present batch; it can be taken up again. May be
   * called from any thread.
   */
  void stop();
}
