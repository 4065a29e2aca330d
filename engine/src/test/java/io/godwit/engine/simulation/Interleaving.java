package io.godwit.engine.simulation;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.engine.run.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Effects side by side without threads: each happens at once or not until it is waited for, and
 * they end in any order.
 */
final class Interleaving implements Crew {

  private record UnderWay(Effect effect, Supplier<Attempt<Progress>> work) {}

  private final SplittableRandom random;
  private final List<UnderWay> underWay = new ArrayList<>();
  private boolean working;

  Interleaving(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public void begin(Effect effect, Supplier<Attempt<Progress>> work) {
    if (random.nextBoolean()) {
      Attempt<Progress> attempt = worked(work);
      underWay.add(new UnderWay(effect, () -> attempt));
    } else {
      underWay.add(new UnderWay(effect, work));
    }
  }

  @Override
  public Outcome next() {
    UnderWay one = underWay.remove(random.nextInt(underWay.size()));
    return new Outcome(one.effect(), worked(one.work()));
  }

  private Attempt<Progress> worked(Supplier<Attempt<Progress>> work) {
    working = true;
    try {
      return work.get();
    } finally {
      working = false;
    }
  }

  /** A target is called from one thread at a time, so a step that is under way is left alone. */
  void demandAlone(Effect effect) {
    boolean busy = underWay.stream().anyMatch(one -> one.effect().step().equals(effect.step()));
    if (busy && !working) {
      throw new AssertionError("While its step is under way, there comes " + effect);
    }
  }
}
