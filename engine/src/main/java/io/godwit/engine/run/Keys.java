package io.godwit.engine.run;

import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.Direction;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Verb;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import java.util.Optional;

/** The keys of effects: digests of plan, run, step and verb, never of an attempt. */
final class Keys {

  private Keys() {}

  static Effect effect(RunRecord run, StepId step, Verb verb, long token) {
    return new Effect(verb, run.id(), step, of(run, step, verb), token);
  }

  private static Effect.Keys of(RunRecord run, StepId step, Verb verb) {
    FrozenPlan.Origin self = new FrozenPlan.Origin(run.id(), run.head().planHash());
    FrozenPlan.Origin origin = run.plan().route().origin().orElse(self);
    return new Effect.Keys(
        key(self, step, verb.name()),
        key(origin, step, "origin"),
        counterpart(run, step, verb, self, origin));
  }

  private static Optional<Digest> counterpart(
      RunRecord run, StepId step, Verb verb, FrozenPlan.Origin self, FrozenPlan.Origin origin) {
    if (verb == Verb.UNDO) {
      return Optional.of(key(origin, step, Verb.APPLY.name()));
    }
    if (verb == Verb.APPLY && run.direction() == Direction.DOWN) {
      return Optional.of(key(self, step, Verb.UNDO.name()));
    }
    return Optional.empty();
  }

  private static Digest key(FrozenPlan.Origin origin, StepId step, String what) {
    RunId run = origin.run();
    return Digest.ofParts(origin.planHash().hex(), run.toString(), step.value(), what);
  }
}
