package io.godwit.api.run;

import io.godwit.api.error.Fault;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.Version;
import io.godwit.api.target.Verifiable;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.api.tool.ToolView;
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
  default PlanView planUp(Optional<Version> to) {
    return planUp(to, Backup.CONFIGURED);
  }

  /** What {@link #up} would do. Changes nothing. */
  PlanView planUp(Optional<Version> to, Backup backup);

  /** What {@link #down} would do. Changes nothing. */
  PlanView planDown();

  /** {@link #up(Optional, Consent, Backup)} with the backup that is configured. */
  default RunReport up(Optional<Version> to, Consent consent) {
    return up(to, consent, Backup.CONFIGURED);
  }

  /**
   * First finishes or takes back what an earlier process left, then applies what is pending, each
   * migration as a run of its own, until one fails. Repeating it with nothing pending does nothing.
   *
   * @param to the version to stop at; empty for all
   * @param consent the person's word for what cannot be undone
   * @param backup whether the targets that a run touches are captured before its first effect
   */
  RunReport up(Optional<Version> to, Consent consent, Backup backup);

  /**
   * Goes back to the release before the current one, as a run of its own. If an earlier process has
   * left a run open, finishes that or takes it back, and nothing else.
   *
   * @param consent the person's word for what cannot be undone
   */
  RunReport down(Consent consent);

  /**
   * Finishes or takes back what is open, and nothing else; takes a run up again that needed a
   * person's decision. Does nothing when nothing is open.
   */
  RunReport resume();

  /** The rollback points, the earliest first, each with whether and at what price (A6, E8). */
  List<PointView> points();

  /** What {@link #rollback} would do. Changes nothing. */
  PlanView planRollback(String point);

  /**
   * Goes back to a rollback point, one run and one release for each migration on the way, the
   * latest first, until one fails: then the system is at the release before that one, whole.
   *
   * @param point the number or the version of a release, or {@code start} for what was before the
   *     first
   * @throws io.godwit.api.error.GodwitException if there is no such point, or no way back to it;
   *     nothing was touched then
   */
  RunReport rollback(String point, Consent consent);

  /**
   * Goes back to a rollback point when something is badly wrong: makes the state again from the
   * repository if it has been lost, and asks no checks on the way (A6, E9).
   *
   * @param point as for {@link #rollback}
   */
  RunReport emergency(String point, Consent consent);

  /**
   * Captures every target that can be brought back, as it is now, and keeps it in the repository
   * until {@link #retire} (E8). Changes no target.
   *
   * @throws io.godwit.api.error.GodwitException if a target does not answer, or holds what cannot
   *     be brought back
   */
  BackupView backup();

  /** What {@link #restore} would do. Changes nothing. */
  PlanView planRestore(String point, Backup backup);

  /**
   * Brings the targets back to what was captured of them at a rollback point, in one run, whatever
   * they hold now; a state that has been lost is made again from the repository first (A6, E9). The
   * migrations that were applied since are not applied any more, and can be applied again.
   *
   * @param point as for {@link #rollback}; or a moment such as {@code 2026-11-21T05:30:00Z} or a
   *     day such as {@code 2026-11-21}, for the newest backup up to it
   * @param backup whether what the targets hold now is captured first, so that it is not lost; only
   *     then the restore can itself be taken back
   * @throws io.godwit.api.error.GodwitException if there is no such point, or no backup for it;
   *     nothing was touched then
   */
  RunReport restore(String point, Consent consent, Backup backup);

  /**
   * Makes a state that has been lost again from the repository, which keeps every run that was
   * settled. Does nothing to a state that is not empty.
   *
   * @return how many runs came back
   */
  int recover();

  /**
   * Frees what only the way back behind old migrations needs, and what those left that were taken
   * back before. After it there is no way back behind them. Repeating it is safe.
   *
   * @param keep behind how many of the latest migrations there stays a way back
   */
  RunReport retire(int keep);

  /**
   * A person's word on a step of a run that needs attention, after which the run is taken up again.
   *
   * @param happened whether what the step was to do is done, by whatever hand
   * @param reason why that is so; kept in the journal with who said it
   * @throws io.godwit.api.error.GodwitException if neither the run nor the step waits for a word
   */
  RunReport resolve(RunId run, StepId step, boolean happened, String reason);

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

  /** What is recorded without running anything. */
  Bookkeeping bookkeeping();

  /**
   * Whether what the targets hold is sound: schema, rows, references, indexes, speed, and the
   * components of the present version (A5). Changes nothing. What does not answer is a finding.
   *
   * @param depth how much is looked at; empty for what is configured
   */
  VerificationView verify(Optional<Verifiable.Depth> depth);

  /** What can be found out beforehand. */
  Inspection inspection();

  /** A look at the whole set-up. Changes nothing but what the storage probe makes and removes. */
  DoctorView doctor();

  /** The tools that the providers bring, by group and name. Changes nothing. */
  List<ToolView> tools();

  /**
   * Uses a tool. Changes no target; may write files that the caller names.
   *
   * @throws io.godwit.api.error.GodwitException if there is no such tool, group or target, if it is
   *     not clear which target is meant, for all arguments that are wrong, and whatever the tool
   *     throws
   */
  Answer useTool(ToolUse use, Caller caller);

  /**
   * Asks a run that is under way to stop after the present batch; it can be taken up again. May be
   * called from any thread.
   */
  void stop();
}
