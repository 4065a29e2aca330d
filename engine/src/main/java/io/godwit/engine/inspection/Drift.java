package io.godwit.engine.inspection;

import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.TargetName;
import io.godwit.api.run.DriftView;
import io.godwit.api.run.DriftView.TargetDrift;
import io.godwit.api.target.Structured;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.operation.History;
import io.godwit.engine.operation.Operating;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code drift}: the structure of each target against what the applied migrations, run again in the
 * order in which they were applied, make of an empty one.
 */
final class Drift {

  private final Operating parts;
  private final Scratch.Maker scratches;

  Drift(Operating parts, Scratch.Maker scratches) {
    this.parts = parts;
    this.scratches = scratches;
  }

  DriftView look(Optional<TargetName> only) {
    List<TargetName> targets = targets(only);
    List<Migration> applied = applied();
    return scratches.use(
        scratch -> {
          replay(scratch, applied, targets);
          List<TargetDrift> found =
              targets.stream().map(target -> compare(scratch, applied, target)).toList();
          boolean drift = found.stream().anyMatch(one -> !one.differences().isEmpty());
          return new DriftView(drift, found);
        });
  }

  private List<TargetName> targets(Optional<TargetName> only) {
    List<TargetName> all = parts.targets().names().stream().filter(scratches::covers).toList();
    if (only.isPresent() && !all.contains(only.get())) {
      throw new GodwitException(
          ConfigError.UNKNOWN_TARGET,
          "There is no target '" + only.get() + "' whose structure can be told; there are " + all);
    }
    return only.map(List::of).orElse(all);
  }

  private List<Migration> applied() {
    History history = History.read(parts.setup(), parts.stores().reading());
    history.demandUnchanged();
    Map<MigrationId, Migration> known = new HashMap<>();
    parts.setup().migrations().forEach(one -> known.put(one.id(), one));
    List<Migration> applied = new ArrayList<>();
    history
        .applied()
        .forEach(one -> applied.add(Objects.requireNonNull(known.get(one.migration()))));
    return applied;
  }

  private void replay(Scratch scratch, List<Migration> applied, List<TargetName> targets) {
    for (Migration migration : applied) {
      if (migration.steps().stream().anyMatch(step -> targets.contains(step.target()))) {
        scratches.replay(scratch, migration);
      }
    }
  }

  private TargetDrift compare(Scratch scratch, List<Migration> applied, TargetName target) {
    SortedMap<String, String> wanted = scratch.structure(target);
    SortedMap<String, String> found = ((Structured) parts.targets().open(target)).structure();
    long touching =
        applied.stream()
            .filter(one -> one.steps().stream().anyMatch(step -> step.target().equals(target)))
            .count();
    return new TargetDrift(target.value(), (int) touching, Differences.of(wanted, found));
  }
}
