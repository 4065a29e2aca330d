package io.godwit.engine.inspection;

import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.TargetName;
import io.godwit.api.run.RunState;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.operation.Sandbox;
import io.godwit.engine.target.ScratchFolder;
import io.godwit.engine.target.ScratchTargets;
import io.godwit.engine.target.Targets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Scratch targets, and what is run on them: the steps of migrations whose targets can be made anew.
 * Checks are left out, for they ask about rows.
 */
public final class Scratch implements AutoCloseable {

  private final ScratchTargets targets;
  private final Sandbox sandbox;

  /**
   * Makes scratch targets.
   *
   * @param real the targets in whose place they are
   * @param sandboxes runs migrations on them
   * @param folder where they keep files
   * @param ids tells them from one another
   */
  public record Maker(Targets real, Sandbox.Maker sandboxes, Path folder, Supplier<UUID> ids) {

    /** Calls with fresh scratch targets, and removes them. */
    <T> T use(Function<Scratch, T> work) {
      return within(
          path -> {
            String name = String.valueOf(path.getFileName());
            ScratchTargets targets = new ScratchTargets(real, path, name);
            try (Scratch scratch = new Scratch(targets, sandboxes)) {
              return work.apply(scratch);
            }
          });
    }

    /** Calls with a folder of its own, and removes it. */
    <T> T within(Function<Path, T> work) {
      String name = ids.get().toString().replace("-", "");
      return new ScratchFolder(folder.resolve(name)).use(work);
    }

    boolean covers(TargetName target) {
      return ScratchTargets.covers(real, target);
    }

    /** The part of a migration that can be tried. */
    Optional<Migration> part(Migration migration) {
      List<Step> steps = migration.steps().stream().filter(step -> covers(step.target())).toList();
      return steps.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Migration(
                  migration.id(),
                  new Migration.Path(Optional.empty(), migration.path().to()),
                  migration.about(),
                  List.of(),
                  steps,
                  Migration.Checks.NONE,
                  migration.source()));
    }

    /**
     * Runs the part of a migration that can be tried.
     *
     * @throws GodwitException with NOT_REPLAYABLE if it fails
     */
    void replay(Scratch scratch, Migration migration) {
      part(migration)
          .flatMap(scratch::up)
          .ifPresent(
              why -> {
                throw new GodwitException(
                    EngineError.NOT_REPLAYABLE,
                    "Migration "
                        + migration.id()
                        + " does not run on an empty scratch target, so it is not known what it"
                        + " makes; no target was touched. "
                        + why);
              });
    }
  }

  private Scratch(ScratchTargets targets, Sandbox.Maker sandboxes) {
    this.targets = targets;
    this.sandbox = new Sandbox(sandboxes.on(targets));
  }

  /** Runs a part of a migration; says why it failed if it did. */
  Optional<String> up(Migration part) {
    return attempt(() -> sandbox.up(part));
  }

  /** Takes the latest back; says why that failed if it did. */
  Optional<String> down() {
    return attempt(sandbox::down);
  }

  private static Optional<String> attempt(Supplier<RunRecord> run) {
    try {
      RunRecord end = run.get();
      return end.state() == RunState.COMPLETED
          ? Optional.empty()
          : Optional.of(end.outcome().failure().map(Failure::toString).orElse("it was stopped"));
    } catch (GodwitException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether there is a way back behind the latest. */
  boolean hasWayBack() {
    return sandbox.hasWayBack();
  }

  SortedMap<String, String> structure(TargetName target) {
    return targets.structured(target).structure();
  }

  SortedMap<String, String> offer(TargetName target) {
    return targets.structured(target).offer();
  }

  /** Those of several targets. */
  Map<TargetName, SortedMap<String, String>> structures(Collection<TargetName> names) {
    Map<TargetName, SortedMap<String, String>> all = new TreeMap<>();
    names.forEach(name -> all.put(name, structure(name)));
    return all;
  }

  @Override
  public void close() {
    try (targets) {
      sandbox.close();
    }
  }
}
