package io.godwit.engine.inspection;

import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.TargetName;
import io.godwit.api.run.DriftView.Difference;
import io.godwit.api.run.TrialView;
import io.godwit.api.run.TrialView.Differing;
import io.godwit.api.run.TrialView.Result;
import io.godwit.api.run.TrialView.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code try}: every migration up, down and up again on scratch targets. Where a way back does not
 * restore what was there, the next one begins on fresh scratch targets.
 */
final class Trial {

  private final List<Migration> migrations;
  private final Scratch.Maker scratches;
  private final Set<TargetName> targets = new TreeSet<>();
  private final List<Tried> tried = new ArrayList<>();

  /** What a structure was, by target. */
  private Map<TargetName, SortedMap<String, String>> known = new TreeMap<>();

  Trial(List<Migration> migrations, Scratch.Maker scratches) {
    this.migrations = migrations;
    this.scratches = scratches;
    for (Migration migration : migrations) {
      migration.steps().stream().map(Step::target).filter(scratches::covers).forEach(targets::add);
    }
  }

  TrialView look() {
    while (tried.size() < migrations.size() && !ended()) {
      var unused = scratches.use(this::goOn);
    }
    return new TrialView(tried.stream().allMatch(one -> one.result().isGood()), tried);
  }

  private boolean ended() {
    return !tried.isEmpty() && tried.get(tried.size() - 1).result() == Result.UP_FAILED;
  }

  /** Makes on fresh scratch targets what was tried already, and goes on until one is spoilt. */
  private boolean goOn(Scratch scratch) {
    for (Migration done : migrations.subList(0, tried.size())) {
      var unused = scratches.part(done).flatMap(scratch::up);
    }
    known = scratch.structures(targets);
    boolean clean = true;
    while (clean && tried.size() < migrations.size()) {
      Tried one = tryOne(scratch, migrations.get(tried.size()));
      tried.add(one);
      clean = one.result().isGood();
    }
    return clean;
  }

  private Tried tryOne(Scratch scratch, Migration migration) {
    Optional<Migration> part = scratches.part(migration);
    if (part.isEmpty()) {
      return result(migration, Result.NOT_TRIED, Optional.empty(), List.of());
    }
    Optional<String> failed = scratch.up(part.get());
    if (failed.isPresent()) {
      return result(migration, Result.UP_FAILED, failed, List.of());
    }
    Map<TargetName, SortedMap<String, String>> before = known;
    Map<TargetName, SortedMap<String, String>> after = scratch.structures(targets);
    known = after;
    if (!scratch.hasWayBack()) {
      return result(migration, Result.NO_WAY_BACK, Optional.empty(), List.of());
    }
    failed = scratch.down();
    if (failed.isPresent()) {
      return result(migration, Result.DOWN_FAILED, failed, List.of());
    }
    List<Differing> differing = differing(before, scratch.structures(targets));
    if (!differing.isEmpty()) {
      return result(migration, Result.NOT_RESTORED, Optional.empty(), differing);
    }
    failed = scratch.up(part.get());
    if (failed.isPresent()) {
      return result(migration, Result.UP_AGAIN_FAILED, failed, List.of());
    }
    differing = differing(after, scratch.structures(targets));
    Result result = differing.isEmpty() ? Result.RESTORED : Result.OTHERWISE_AGAIN;
    return result(migration, result, Optional.empty(), differing);
  }

  private Tried result(
      Migration migration, Result result, Optional<String> message, List<Differing> differing) {
    List<String> leftOut =
        migration.steps().stream()
            .filter(step -> !scratches.covers(step.target()))
            .map(step -> step.id() + " on " + step.target())
            .toList();
    return new Tried(migration.id().value(), result, leftOut, message, differing);
  }

  private static List<Differing> differing(
      Map<TargetName, SortedMap<String, String>> wanted,
      Map<TargetName, SortedMap<String, String>> found) {
    List<Differing> all = new ArrayList<>();
    wanted.forEach(
        (target, structure) -> {
          SortedMap<String, String> now = found.getOrDefault(target, new TreeMap<>());
          List<Difference> differences = Differences.of(structure, now);
          if (!differences.isEmpty()) {
            all.add(new Differing(target.value(), differences));
          }
        });
    return all;
  }
}
