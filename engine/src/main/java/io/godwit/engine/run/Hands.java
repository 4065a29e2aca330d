package io.godwit.engine.run;

import io.godwit.api.name.StepId;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Verb;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.Entry.Progressed;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one engine has in hand. Nothing of it is in the journal, for the next engine has none of it:
 * it looks at every intent that it finds.
 */
final class Hands {

  private final Set<StepId> armed = new HashSet<>();
  private final Set<StepId> underWay = new HashSet<>();
  private final Map<StepId, Instant> resting = new HashMap<>();
  private final Map<Map.Entry<StepId, Verb>, Instant> begun = new HashMap<>();
  private Optional<Entry> ending = Optional.empty();
  private boolean holding;

  /** Whether this engine has written the open intent of a step itself and not acted on it yet. */
  boolean isArmed(StepId step) {
    return armed.contains(step);
  }

  void arm(StepId step) {
    armed.add(step);
  }

  /** What these entries, which were just written, allow to be done without a look. */
  void arm(List<Entry> written) {
    for (Entry entry : written) {
      if (entry instanceof Entry.Intended intended) {
        armed.add(intended.step());
      } else if (entry instanceof Progressed gone && !gone.progress().complete()) {
        armed.add(gone.step());
      }
    }
  }

  void disarm(StepId step) {
    armed.remove(step);
  }

  /** It is not known what was written last. */
  void disarmAll() {
    armed.clear();
  }

  void begin(StepId step) {
    armed.remove(step);
    underWay.add(step);
  }

  void end(StepId step) {
    underWay.remove(step);
  }

  boolean isUnderWay(StepId step) {
    return underWay.contains(step);
  }

  int underWay() {
    return underWay.size();
  }

  /** When a step may be tried again; empty for at once. */
  Optional<Instant> rest(StepId step) {
    return Optional.ofNullable(resting.get(step));
  }

  void restUntil(StepId step, Instant until) {
    resting.put(step, until);
  }

  /** When the time for a verb is up: going back, each attempt has the whole time. */
  Instant deadline(RunRecord run, StepId step, Verb verb, Instant now) {
    Instant since =
        run.state() == RunState.ROLLING_BACK
            ? now
            : begun.computeIfAbsent(Map.entry(step, verb), key -> now);
    return since.plus(run.plan().step(step).terms().timeout());
  }

  /** The way forward ends with this entry, once nothing is under way; the first reason counts. */
  void endWith(Entry last) {
    ending = ending.or(() -> Optional.of(last));
  }

  Optional<Entry> ending() {
    return ending;
  }

  boolean isHolding() {
    return holding;
  }

  /** Nothing more is to be begun. */
  void hold() {
    holding = true;
  }

  boolean mayBegin() {
    return !holding && ending.isEmpty();
  }
}
