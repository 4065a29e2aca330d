package io.godwit.testkit.step;

import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Plays the engine for one step, an effect at a time: it names the effects as the engine does,
 * hands on the checkpoints that it was told of, and knows of an effect whose answer was lost only
 * what a look says.
 */
final class StepLife<T extends Target, F extends Record> {

  /** More effects than the step of a test can need. */
  private static final int MANY = 100_000;

  /** Makes what a step gets with an effect. */
  interface Contexts {
    /** For this effect, that far, of a step that was applied that far. */
    StepContext of(Effect effect, Checkpoint checkpoint, Checkpoint applied);
  }

  private final StepType<T, ?, F> type;
  private final StepPlan<F> plan;
  private final Contexts contexts;
  private final Map<Digest, Checkpoint> reached = new HashMap<>();
  private UUID upRun = new UUID(0, 0);
  private UUID run = upRun;
  private long token;

  StepLife(StepType<T, ?, F> type, StepPlan<F> plan, Contexts contexts) {
    this.type = type;
    this.plan = plan;
    this.contexts = contexts;
    newUp();
  }

  boolean publishes() {
    return plan.conduct().publishes();
  }

  /** A new run that leads forward, under a new lease. */
  void newUp() {
    token++;
    upRun = new UUID(0, token);
    run = upRun;
  }

  /** A later run that takes the present one back. */
  void newDown() {
    token++;
    run = new UUID(1, token);
  }

  /** Another engine takes over. */
  void newLease() {
    token++;
  }

  /** One effect, whose outcome is recorded if it is told. */
  Attempt<Progress> once(T target, Verb verb) {
    Effect effect = effect(verb, token);
    Attempt<Progress> attempt = perform(target, effect);
    if (attempt instanceof Attempt.Done<Progress> done) {
      reached.put(effect.keys().key(), done.value().checkpoint());
    }
    return attempt;
  }

  /** One effect whose answer is lost. */
  Attempt<Progress> lost(T target, Verb verb) {
    Effect effect = effect(verb, token);
    return perform(target, effect);
  }

  /** An effect of an engine whose lease has passed to another one. */
  Attempt<Progress> late(T target, Verb verb, long leasesAgo) {
    Effect effect = effect(verb, token - leasesAgo);
    return perform(target, effect);
  }

  /** The first effect once more, by an engine that knows of none. */
  Attempt<Progress> again(T target, Verb verb) {
    reached.remove(effect(verb, token).keys().key());
    return once(target, verb);
  }

  /** Effects until the verb is complete; each has to be done. Says how many it took. */
  int all(T target, Verb verb) {
    for (int effects = 1; effects < MANY; effects++) {
      if (done(once(target, verb), verb).complete()) {
        return effects;
      }
    }
    throw new AssertionError(verb + " is never complete");
  }

  /** What a look says of the verb's latest effect; what it finds is believed. */
  Sighting look(T target, Verb verb) {
    Effect effect = effect(verb, token);
    Sighting seen = type.look(target, plan.frozen(), context(effect));
    if (seen instanceof Sighting.Present present) {
      reached.put(effect.keys().key(), present.progress().checkpoint());
    }
    return seen;
  }

  /** What the step finds so wrong with what it has applied that a run goes back. */
  List<Finding> verify(T target) {
    Effect effect = effect(Verb.APPLY, token);
    return type.verify(target, plan.frozen(), context(effect)).stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
        .toList();
  }

  static Progress done(Attempt<Progress> attempt, Verb verb) {
    return attempt.fold(
        progress -> progress,
        fault -> fail(verb + " was rejected: " + fault),
        fault -> fail(verb + " was to be retried: " + fault),
        fault -> fail(verb + " is unknown: " + fault));
  }

  private static Progress fail(String message) {
    throw new AssertionError(message);
  }

  private Attempt<Progress> perform(T target, Effect effect) {
    StepContext context = context(effect);
    return switch (effect.verb()) {
      case APPLY -> type.apply(target, plan.frozen(), context);
      case PUBLISH -> type.publish(target, plan.frozen(), context);
      case UNDO -> type.undo(target, plan.frozen(), context);
      case RETIRE -> type.retire(target, plan.frozen(), context);
    };
  }

  private StepContext context(Effect effect) {
    Checkpoint checkpoint = reached.getOrDefault(effect.keys().key(), Checkpoint.NONE);
    Checkpoint applied = reached.getOrDefault(key(upRun, Verb.APPLY), Checkpoint.NONE);
    return contexts.of(effect, checkpoint, applied);
  }

  private Effect effect(Verb verb, long token) {
    Digest origin = Digest.ofParts(upRun.toString(), "origin");
    Optional<Digest> counterpart =
        switch (verb) {
          case UNDO -> Optional.of(key(upRun, Verb.APPLY));
          case APPLY -> Optional.of(key(run, Verb.UNDO)).filter(key -> !run.equals(upRun));
          case PUBLISH, RETIRE -> Optional.empty();
        };
    return new Effect(
        verb,
        new RunId(run),
        new StepId("step"),
        new Effect.Keys(key(run, verb), origin, counterpart),
        token);
  }

  private static Digest key(UUID run, Verb verb) {
    return Digest.ofParts(run.toString(), verb.name());
  }
}
