package io.godwit.api.step;

import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.target.Rehearsable.Rehearsal;
import io.godwit.api.target.Target;
import java.util.List;
import java.util.Optional;

/**
 * One kind of change, with the verbs of a step's life in the order in which they happen. An
 * implementation has no state: what it needs later goes into the frozen record, the checkpoint or
 * the target.
 *
 * <p>The engine records an intent before each call of {@link #apply}, {@link #publish}, {@link
 * #undo} and {@link #retire}, and the outcome after it. Each call is one effect: one transaction,
 * one batch, one object. After a crash, or after an attempt that ended as unknown, the engine calls
 * {@link #look} before anything else.
 *
 * @param <T> the target that the step works on
 * @param <C> what an author writes under {@code with:}; a section {@code verify:} of the step is
 *     bound to a component of that name
 * @param <F> what the plan keeps; plain data that Jackson can write and read: texts, numbers,
 *     lists, maps and records of them
 */
public interface StepType<T extends Target, C extends Record, F extends Record> {

  /** The name after {@code use:}. */
  StepTypeName name();

  /** What it does, in one sentence. */
  String description();

  /** The record that {@code with:} is bound to. */
  Class<C> configType();

  /** The record that the plan keeps. */
  Class<F> frozenType();

  /**
   * Says what would happen. Changes nothing, and must not fail because an earlier step has not run
   * yet: see {@link PlanContext#preceded}.
   *
   * @throws io.godwit.api.error.GodwitException if the configuration asks for what cannot be done
   */
  StepPlan<F> plan(T target, C config, PlanContext context);

  /**
   * What the step will run, for a target that is {@link Lintable} and looks at it together with
   * what other steps run. Touches nothing.
   *
   * @return empty if there is nothing to look at
   * @throws io.godwit.api.error.GodwitException if the configuration asks for what cannot be done
   */
  default Optional<Passage> passage(T target, C config, PlanContext context) {
    return Optional.empty();
  }

  /**
   * Does in a rehearsal what {@link #apply} would do, as far as that is possible there.
   *
   * @return what could not be tried, each with its reason; empty if nothing of such a step can be
   * @throws io.godwit.api.error.GodwitException if the change fails, as it would in a run
   */
  default Optional<List<String>> rehearse(F step, Rehearsal rehearsal) {
    return Optional.empty();
  }

  /**
   * Makes the change, or the next batch of it. Repeating it is safe: what the receipt or the
   * checkpoint says is done is not done again.
   */
  Attempt<Progress> apply(T target, F step, StepContext context);

  /**
   * Proves that the change holds; before {@link #publish}, and again whenever a person asks.
   * Changes nothing.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  List<Finding> verify(T target, F step, StepContext context);

  /**
   * Lets readers see the change: swaps an alias, a view, a pointer. Short; repeating it is safe.
   * Called only when the plan's conduct says that it publishes.
   */
  default Attempt<Progress> publish(T target, F step, StepContext context) {
    return Attempt.done(Progress.nothing());
  }

  /**
   * Brings the target back to what it was before {@link #apply}, from any moment after apply began,
   * also when nothing of it happened, and from after {@link #publish}. Repeating it is safe. After
   * it, a late attempt under the counterpart's key changes nothing. What it removes is kept:
   * applying again in the same run brings it back. A target that somebody else has changed since is
   * not touched: the attempt is rejected.
   */
  Attempt<Progress> undo(T target, F step, StepContext context);

  /**
   * Frees what only the previous release needed, or what an undone step left. Repeating it is safe.
   * After it, the previous release is no rollback point.
   */
  default Attempt<Progress> retire(T target, F step, StepContext context) {
    return Attempt.done(Progress.nothing());
  }

  /**
   * Finds out what became of the effect in the context, of any verb, whose outcome is not known: by
   * its receipt, by the name of what it would have made, by a digest. Never guesses.
   */
  Sighting look(T target, F step, StepContext context);

  /**
   * Where {@link #apply} would have come to, for a step that somebody else has applied: {@link
   * #undo} gets it as if this step type had done it. Touches nothing.
   *
   * @return empty if such a step cannot be taken over
   */
  default Optional<Checkpoint> adopted(F step) {
    return Optional.empty();
  }
}
