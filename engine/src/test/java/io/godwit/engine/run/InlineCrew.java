package io.godwit.engine.run;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Carries effects out when they begin; the last begun ends first. */
final class InlineCrew implements Crew {

  private final Deque<Outcome> ended = new ArrayDeque<>();

  @Override
  public void begin(Effect effect, Supplier<Attempt<Progress>> work) {
    ended.push(new Outcome(effect, work.get()));
  }

  @Override
  public Outcome next() {
    return ended.pop();
  }
}
