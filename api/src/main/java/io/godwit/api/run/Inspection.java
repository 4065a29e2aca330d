package io.godwit.api.run;

import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import java.util.Optional;

/**
 * What can be found out about migrations and targets beforehand. Nothing of it changes a target, so
 * repeating it is safe.
 *
 * <p>Every method throws {@link io.godwit.api.error.GodwitException} if a target that it needs does
 * not answer.
 */
public interface Inspection {

  /**
   * What is harmful about how migrations are written, silenced findings left out. Does without the
   * targets where they do not answer.
   *
   * <p>Pending migrations are looked at together, as they will run: a lock on a table that one of
   * them makes harms nobody. With {@code all}, each is looked at by itself, as if those before it
   * had been applied long ago.
   *
   * @param all whether to look at applied migrations too
   */
  LintView lint(boolean all);

  /**
   * Compares the structure of targets with what their applied migrations, run again on empty
   * scratch targets, make there.
   *
   * @param target the target; all whose structure can be told if empty
   * @throws io.godwit.api.error.GodwitException if applied files have been changed, if no scratch
   *     target can be made, or if a migration does not run there
   */
  DriftView drift(Optional<TargetName> target);

  /**
   * Runs what {@link Operations#up} would run on the real content of each target that can take it
   * back at once, and takes it back. Steps on other targets, and statements that refuse to be taken
   * back, are named and not run. Locks are held until the end, as in one long transaction.
   *
   * @param to the version to stop at; empty for all
   * @throws io.godwit.api.error.GodwitException if something cannot be planned, or a target does
   *     not answer
   */
  RehearsalView rehearse(Optional<Version> to);

  /**
   * Runs the migrations on empty scratch targets, and tells what each does to the structure of the
   * targets, and what a reader of one version would lose at another.
   *
   * @param from the version from which to look; empty for the very beginning
   * @param to the version up to which; empty for the last
   * @throws io.godwit.api.error.GodwitException if no migration leads to one of them, if no scratch
   *     target can be made, or if a migration does not run there
   */
  EvolutionView evolution(Optional<Version> from, Optional<Version> to);

  /**
   * Runs every migration up, down and up again on empty scratch targets, and compares the structure
   * after each. Stops at the first whose way up fails.
   *
   * @throws io.godwit.api.error.GodwitException if no scratch target can be made
   */
  TrialView tryOut();
}
