package io.godwit.engine.plan;

import io.godwit.api.name.StepId;
import io.godwit.api.run.Direction;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Tally;
import io.godwit.api.step.Verb;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How long steps will take, by how long steps of their type took before (A1): in proportion to the
 * work where both count the same thing, else as long as half of them took. What ran on the same
 * target counts more than what ran elsewhere: it counts alone.
 */
public final class Experience {

  /** From how many of the latest runs is learnt. */
  private static final int RUNS = 30;

  private final List<Sample> samples = new ArrayList<>();

  /** How long a step took, and what it moved. */
  private record Sample(FrozenStep step, Duration took, List<Tally> moved) {
    Optional<Tally> moved(String what) {
      return moved.stream().filter(tally -> tally.what().equals(what)).findFirst();
    }
  }

  private Experience() {}

  /** What the latest runs teach. */
  public static Experience of(StateStore store) {
    Experience experience = new Experience();
    for (RunRecord run : store.latest(RUNS)) {
      if (run.direction() == Direction.UP && run.state() == RunState.COMPLETED) {
        experience.learn(run, store.journal(run.id()));
      }
    }
    return experience;
  }

  private void learn(RunRecord run, List<JournalLine> journal) {
    Map<StepId, Instant> begun = new HashMap<>();
    for (JournalLine line : journal) {
      if (line.entry() instanceof Entry.Intended intended && intended.verb() == Verb.APPLY) {
        begun.put(intended.step(), line.at());
      } else if (line.entry() instanceof Entry.Progressed gone
          && gone.verb() == Verb.APPLY
          && gone.progress().complete()
          && begun.containsKey(gone.step())) {
        samples.add(
            new Sample(
                run.plan().step(gone.step()),
                Duration.between(begun.get(gone.step()), line.at()),
                gone.progress().tallies()));
      }
    }
  }

  /**
   * How long applying a step will take; empty when nothing like it has run. A rate that was
   * measured on the same target is believed before what the provider guesses, that before
   * everything else.
   */
  public Optional<Duration> estimate(FrozenStep step) {
    Predicate<Sample> here = sample -> sample.step().target().equals(step.target());
    return byRate(step, alike(step, here))
        .or(() -> step.estimate().duration())
        .or(() -> estimate(step, here))
        .or(() -> estimate(step, sample -> true));
  }

  private Optional<Duration> estimate(FrozenStep step, Predicate<Sample> which) {
    List<Sample> alike = alike(step, which);
    return byRate(step, alike).or(() -> usual(alike));
  }

  private List<Sample> alike(FrozenStep step, Predicate<Sample> which) {
    return samples.stream()
        .filter(sample -> sample.step().use().type().equals(step.use().type()))
        .filter(which)
        .toList();
  }

  private static Optional<Duration> byRate(FrozenStep step, List<Sample> alike) {
    return step.estimate().work().stream()
        .filter(work -> work.total() > 0)
        .flatMap(work -> byRate(work, alike).stream())
        .findFirst();
  }

  private static Optional<Duration> byRate(Tally work, List<Sample> alike) {
    double moved = 0;
    double seconds = 0;
    for (Sample sample : alike) {
      Optional<Tally> tally = sample.moved(work.what());
      if (tally.isPresent()) {
        moved += tally.get().done();
        seconds += sample.took().toNanos() / 1e9;
      }
    }
    return moved > 0
        ? Optional.of(Duration.ofMillis(Math.round(1_000 * work.total() * seconds / moved)))
        : Optional.empty();
  }

  private static Optional<Duration> usual(List<Sample> alike) {
    return alike.stream().map(Sample::took).sorted().skip(alike.size() / 2).findFirst();
  }
}
