package io.godwit.engine.inspection;

import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.EvolutionView;
import io.godwit.api.run.EvolutionView.Change;
import io.godwit.api.run.EvolutionView.Stage;
import io.godwit.engine.error.EngineError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code evolution}: the structure of the targets, version by version. */
final class Evolution {

  private final List<Migration> migrations;
  private final Scratch.Maker scratches;
  private final Set<TargetName> targets = new TreeSet<>();

  Evolution(List<Migration> migrations, Scratch.Maker scratches) {
    this.migrations = migrations.stream().filter(one -> !one.source().repeatable()).toList();
    this.scratches = scratches;
    for (Migration migration : this.migrations) {
      migration.steps().stream().map(Step::target).filter(scratches::covers).forEach(targets::add);
    }
  }

  /** The structure at a version: as it is defined, and as readers see it. */
  private record Shape(
      Map<TargetName, SortedMap<String, String>> defined,
      Map<TargetName, SortedMap<String, String>> offered) {}

  EvolutionView look(Optional<Version> from, Optional<Version> to) {
    int begin = from.map(this::behind).orElse(0);
    int end = to.map(this::behind).orElse(migrations.size());
    if (end < begin) {
      throw new GodwitException(
          EngineError.NO_SUCH_VERSION,
          "Version " + to.orElseThrow() + " comes before " + from.orElseThrow() + "; swap them");
    }
    return scratches.use(scratch -> look(scratch, begin, end));
  }

  private int behind(Version version) {
    for (int i = 0; i < migrations.size(); i++) {
      if (migrations.get(i).path().to().compareTo(version) == 0) {
        return i + 1;
      }
    }
    throw new GodwitException(
        EngineError.NO_SUCH_VERSION,
        "No migration leads to version " + version + "; `godwit status` lists them");
  }

  private EvolutionView look(Scratch scratch, int begin, int end) {
    migrations.subList(0, begin).forEach(migration -> scratches.replay(scratch, migration));
    Shape first = shape(scratch);
    Shape before = first;
    List<Stage> stages = new ArrayList<>();
    for (Migration migration : migrations.subList(begin, end)) {
      scratches.replay(scratch, migration);
      Shape after = shape(scratch);
      stages.add(
          new Stage(
              migration.id().value(),
              migration.path().to().value(),
              changes(before, after),
              lost(before, after)));
      before = after;
    }
    List<String> lost = lost(first, before);
    return new EvolutionView(version(begin), version(end), lost.isEmpty(), stages, lost);
  }

  private Optional<String> version(int behind) {
    return behind == 0
        ? Optional.empty()
        : Optional.of(migrations.get(behind - 1).path().to().value());
  }

  private Shape shape(Scratch scratch) {
    Map<TargetName, SortedMap<String, String>> offered = new TreeMap<>();
    targets.forEach(name -> offered.put(name, scratch.offer(name)));
    return new Shape(scratch.structures(targets), offered);
  }

  private List<Change> changes(Shape before, Shape after) {
    List<Change> changes = new ArrayList<>();
    for (TargetName target : targets) {
      Differences.of(of(before.defined, target), of(after.defined, target))
          .forEach(one -> changes.add(new Change(target.value(), one.object(), one.change())));
    }
    return changes;
  }

  private List<String> lost(Shape before, Shape after) {
    List<String> lost = new ArrayList<>();
    for (TargetName target : targets) {
      SortedMap<String, String> now = of(after.offered, target);
      of(before.offered, target)
          .forEach(
              (column, type) -> {
                String found = now.get(column);
                if (found == null) {
                  lost.add(target + ": " + column);
                } else if (!found.equals(type)) {
                  lost.add(target + ": " + column + ", which was " + type + " and is " + found);
                }
              });
    }
    return lost;
  }

  private static SortedMap<String, String> of(
      Map<TargetName, SortedMap<String, String>> all, TargetName target) {
    return Objects.requireNonNull(all.get(target));
  }
}
