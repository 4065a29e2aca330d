package io.godwit.cli.progress;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the present run is, as far as its events tell. */
final class Tracker {

  private final Map<String, List<String>> expected = new HashMap<>();
  private final Rate rate = new Rate();

  private String migration = "";
  private Optional<RunState> state = Optional.empty();
  private Optional<String> step = Optional.empty();
  private Optional<Tally> tally = Optional.empty();
  private long stepBegan;

  void expect(List<MigrationView> migrations) {
    for (MigrationView view : migrations) {
      expected.put(
          view.name(),
          new ArrayList<>(view.steps().stream().map(MigrationView.StepView::id).toList()));
    }
  }

  void seen(RunEvent event, long nanos) {
    if (!event.migration().value().equals(migration)) {
      migration = event.migration().value();
      state = Optional.empty();
      enter(Optional.empty(), nanos);
    }
    switch (event.kind()) {
      case STATE_CHANGED -> {
        state = stateIn(event.message()).or(() -> state);
        enter(Optional.empty(), nanos);
      }
      case STEP_STARTED -> enter(event.step().map(Object::toString), nanos);
      case STEP_PROGRESSED, STEP_COMPLETED -> progressed(event, nanos);
      case RUN_STARTED, ATTEMPT_FAILED, WARNING, PIVOTED, RUN_SETTLED -> {}
    }
  }

  private void progressed(RunEvent event, long nanos) {
    Optional<String> of = event.step().map(Object::toString);
    if (!of.equals(step)) {
      enter(of, nanos);
    }
    Optional<Tally> now = leading(event.tallies());
    now.ifPresent(
        count -> {
          boolean same = tally.filter(before -> before.what().equals(count.what())).isPresent();
          if (same) {
            rate.seen(count.done(), nanos);
          } else {
            rate.reset(count.done(), nanos);
          }
        });
    tally = now;
  }

  private void enter(Optional<String> next, long nanos) {
    step = next;
    tally = Optional.empty();
    stepBegan = nanos;
    next.filter(id -> !known().contains(id)).ifPresent(this::add);
  }

  private void add(String id) {
    expected.computeIfAbsent(migration, m -> new ArrayList<>()).add(id);
  }

  /** The one to watch: the first that is not complete, else the first. */
  private static Optional<Tally> leading(List<Tally> tallies) {
    return tallies.stream()
        .filter(tally -> tally.total() > tally.done())
        .findFirst()
        .or(() -> tallies.stream().findFirst());
  }

  private static Optional<RunState> stateIn(String message) {
    return Stream.of(RunState.values())
        .filter(state -> message.startsWith(state.wire()))
        .findFirst();
  }

  private List<String> known() {
    return expected.getOrDefault(migration, List.of());
  }

  String migration() {
    return migration;
  }

  Optional<RunState> state() {
    return state;
  }

  Optional<String> step() {
    return step;
  }

  /** Which step of how many, for example {@code 2/3}; empty outside of a step. */
  Optional<String> position() {
    List<String> steps = known();
    return step.map(id -> (steps.indexOf(id) + 1) + "/" + steps.size());
  }

  Optional<Tally> tally() {
    return tally;
  }

  double perSecond() {
    return rate.perSecond();
  }

  long stepSeconds(long nanos) {
    return Math.max(nanos - stepBegan, 0) / 1_000_000_000L;
  }

  /** Seconds until the present step is through with what it counts. */
  Optional<Long> secondsLeft() {
    double speed = perSecond();
    return tally
        .filter(count -> count.total() > count.done() && speed > 0)
        .map(count -> (long) Math.ceil((count.total() - count.done()) / speed));
  }
}
