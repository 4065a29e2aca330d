package io.godwit.engine.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Input;
import io.godwit.api.step.StepPlan;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What is migrated in a play: some migrations, and how often it goes up and down. */
record Shape(List<List<Part>> migrations, List<Direction> jobs) {

  /** How a step changes its target. */
  enum Manner {
    /** Rows in place, in transactions that carry a receipt and check the fencing token. */
    ROWS,
    /** Objects beside the old ones, and a pointer that is swapped; no transaction, no token. */
    SWAP
  }

  /** What is wrong with a step. */
  enum Flaw {
    NONE,
    /** Its apply is rejected. */
    REJECTED,
    /** It does not hold. */
    BROKEN,
    /** It cannot be undone until a person has mended it. */
    STUCK
  }

  /** One step; a free one waits for no other. */
  record Part(StepId id, Manner manner, int batches, Flaw flaw, boolean free) {}

  static Shape of(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 17 + 3);
    List<List<Part>> migrations = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      List<Part> parts = new ArrayList<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        parts.add(
            new Part(
                new StepId("s" + parts.size()),
                random.nextBoolean() ? Manner.ROWS : Manner.SWAP,
                1 + random.nextInt(3),
                flaw(random),
                random.nextInt(3) == 0));
      }
      migrations.add(parts);
    }
    List<Direction> jobs = new ArrayList<>(List.of(Direction.UP));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      jobs.add(List.of(Direction.UP, Direction.DOWN, Direction.RETIRE).get(random.nextInt(3)));
    }
    return new Shape(migrations, jobs);
  }

  private static Flaw flaw(SplittableRandom random) {
    int chance = random.nextInt(30);
    return chance < Flaw.values().length ? Flaw.values()[chance] : Flaw.NONE;
  }

  static MigrationId migration(int number) {
    return new MigrationId("m" + number);
  }

  Part part(MigrationId migration, StepId step) {
    int number = Integer.parseInt(migration.value().substring(1));
    return migrations.get(number).get(Integer.parseInt(step.value().substring(1)));
  }

  FrozenPlan up(int number, Optional<Release> current) {
    return new FrozenPlan(
        1,
        migration(number),
        Digest.of("files"),
        "",
        new FrozenPlan.Route(
            Direction.UP,
            current.map(Release::id),
            current.flatMap(Release::version),
            Optional.of(new Version("1.0." + number)),
            Optional.empty()),
        migrations.get(number).stream().map(part -> step(part, migrations.get(number))).toList(),
        Migration.Checks.NONE);
  }

  private static FrozenStep step(Part part, List<Part> all) {
    StepId[] after =
        all.stream()
            .takeWhile(before -> !before.id().equals(part.id()))
            .filter(before -> !part.free())
            .map(Part::id)
            .toArray(StepId[]::new);
    boolean swaps = part.manner() == Manner.SWAP;
    return new FrozenStep(
        part.id(),
        new FrozenStep.Use(new StepTypeName("sim.step"), "sim", "1"),
        new TargetName(swaps ? "swaps" : "rows"),
        JsonNodeFactory.instance.objectNode(),
        new StepPlan.Text("", List.of(), List.of()),
        StepPlan.Estimate.of(),
        new Conduct(
            Conduct.Undo.INVERSE,
            swaps ? Conduct.Landing.LOOK : Conduct.Landing.RECEIPT,
            Conduct.Risk.LOW,
            false,
            swaps),
        swaps ? List.of(new Input("files", "files")) : List.of(),
        FrozenStep.Terms.waitingFor(after),
        FrozenStep.Before.NOTHING);
  }
}
