package io.godwit.engine.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Direction;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Input;
import io.godwit.api.step.StepPlan;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs of a migration with three steps, the second and third of which publish. */
final class Runs {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final RunId UP = new RunId(new UUID(0, 1));
  static final RunId DOWN = new RunId(new UUID(0, 2));

  private Runs() {}

  static RunRecord up() {
    FrozenPlan.Route route =
        new FrozenPlan.Route(
            Direction.UP,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Version("2.0.0")),
            Optional.empty());
    return run(UP, route);
  }

  static RunRecord down(RunRecord up, ReleaseId basis) {
    FrozenPlan.Route route =
        new FrozenPlan.Route(
            Direction.DOWN,
            Optional.of(basis),
            Optional.of(new Version("2.0.0")),
            Optional.empty(),
            Optional.of(new FrozenPlan.Origin(up.id(), up.head().planHash())));
    return run(DOWN, route);
  }

  private static RunRecord run(RunId id, FrozenPlan.Route route) {
    FrozenPlan plan =
        new FrozenPlan(
            1,
            new MigrationId("switch"),
            Digest.of("files"),
            "",
            route,
            List.of(
                step("schema"),
                step("model", new StepId("schema")),
                step("vectors", new StepId("schema"), new StepId("model"))),
            Migration.Checks.NONE);
    return RunRecord.planned(
        new RunRecord.Head(id, plan, Digest.of(plan.text()), "somebody@somewhere", NOON));
  }

  private static FrozenStep step(String id, StepId... after) {
    boolean publishes = !id.equals("schema");
    return new FrozenStep(
        new StepId(id),
        new FrozenStep.Use(new StepTypeName("fake." + id), "fake", "1"),
        new TargetName(id),
        JsonNodeFactory.instance.objectNode(),
        new StepPlan.Text("changes " + id, List.of(), List.of()),
        StepPlan.Estimate.of(),
        new Conduct(
            Conduct.Undo.INVERSE, Conduct.Landing.RECEIPT, Conduct.Risk.LOW, false, publishes),
        publishes ? List.of(new Input("files", id)) : List.of(),
        FrozenStep.Terms.waitingFor(after),
        FrozenStep.Before.NOTHING);
  }
}
