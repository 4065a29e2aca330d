package io.godwit.engine.operation;

import io.godwit.api.migration.Migration;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.MigrationView.StepView;
import io.godwit.api.run.RunState;
import io.godwit.api.run.RunView;
import io.godwit.api.run.RunView.JournalView;
import io.godwit.api.run.StepState;
import io.godwit.api.step.Tally;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.target.Targets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows migrations and runs in the form that users know (F4). */
final class Views {

  private static final Set<String> TYPES = Set.of("knowledge", "model", "data");

  private final String system;
  private final Targets targets;

  Views(String system, Targets targets) {
    this.system = system;
    this.targets = targets;
  }

  MigrationView pending(Migration migration) {
    return new MigrationView(
        id(migration.id().value()),
        migration.id().value(),
        type(migration.steps().stream().map(step -> targets.provider(step.target()))),
        migration.path().from().map(Version::value),
        migration.path().to().value(),
        RunState.PENDING.wire(),
        migration.steps().stream()
            .map(
                step ->
                    new StepView(
                        step.id().value(),
                        step.id().value(),
                        step.use().value(),
                        step.target().value(),
                        StepState.PENDING.wire(),
                        List.of(),
                        Optional.empty()))
            .toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  MigrationView run(RunRecord run) {
    FrozenPlan.Route route = run.plan().route();
    return new MigrationView(
        id(run.plan().migration().value()),
        run.plan().migration().value(),
        type(run.plan().steps().stream().map(step -> step.use().provider())),
        route.from().map(Version::value),
        route.to().map(Version::value).orElse(""),
        run.state().wire(),
        run.plan().steps().stream().map(step -> step(step, run.step(step.id()))).toList(),
        Optional.of(run.head().createdAt()),
        run.times().startedAt(),
        run.times().settledAt(),
        run.outcome().failure().map(Failure::toString),
        Optional.of(run.id().value()));
  }

  private static StepView step(FrozenStep plan, StepRecord step) {
    return new StepView(
        step.id().value(),
        plan.text().summary(),
        plan.use().type().value(),
        plan.target().value(),
        step.state().wire(),
        step.tallies().stream().map(Views::said).toList(),
        step.flags().failure().map(Failure::toString));
  }

  RunView full(RunRecord run, List<JournalLine> journal, Map<String, String> held) {
    return new RunView(
        run(run),
        word(run.direction()),
        run.plan().recordedOnly(),
        run.head().engine(),
        run.head().planHash().toString(),
        run.outcome().release().map(release -> release.value()),
        run.outcome().warnings(),
        held,
        journal.stream()
            .map(
                line ->
                    new JournalView(
                        line.number(),
                        line.at(),
                        line.entry().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        line.entry().about().map(step -> step.value()),
                        line.entry().words()))
            .toList());
  }

  /** What a run's targets hold now, for a person who must decide; a target that fails says why. */
  Map<String, String> held(RunRecord run) {
    return run.plan().steps().stream()
        .map(FrozenStep::target)
        .distinct()
        .collect(
            Collectors.toMap(TargetName::value, this::held, (a, b) -> a, java.util.TreeMap::new));
  }

  private String held(TargetName target) {
    try {
      Map<String, String> holdings = targets.open(target).holdings();
      return holdings.isEmpty()
          ? "nothing"
          : holdings.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
    } catch (RuntimeException e) {
      return "does not answer: " + e.getMessage();
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String said(Tally tally) {
    String count = String.format(Locale.ROOT, "%,d", tally.done());
    return tally.total() < 0 || tally.total() == tally.done()
        ? count + " " + tally.what()
        : count + " of " + String.format(Locale.ROOT, "%,d", tally.total()) + " " + tally.what();
  }

  private UUID id(String migration) {
    return UUID.nameUUIDFromBytes((system + "/" + migration).getBytes(StandardCharsets.UTF_8));
  }

  private static String type(Stream<String> providers) {
    Set<String> kinds =
        providers.map(word -> TYPES.contains(word) ? word : "data").collect(Collectors.toSet());
    return kinds.size() == 1 ? kinds.iterator().next() : "hybrid";
  }
}
