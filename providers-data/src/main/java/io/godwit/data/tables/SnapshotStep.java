package io.godwit.data.tables;

import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Conduct.Landing;
import io.godwit.api.step.Conduct.Risk;
import io.godwit.api.step.Conduct.Undo;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepPlan.Estimate;
import io.godwit.api.step.StepPlan.Text;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Tally;
import io.godwit.data.error.DataError;
import io.godwit.data.error.Endings;
import io.godwit.data.file.Kept;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.snapshot.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code data.snapshot}: tables, or a whole database, as they are in one transaction, become a
 * version of an artifact. The database is not changed; its receipt and fence see to it that the
 * artifact is published once and by nobody who has lost the lease.
 */
public final class SnapshotStep implements StepType<DataTarget, SnapshotConfig, TableSnapshot> {

  private static final String MADE_BY = "data.snapshot";

  /** The provider has one. */
  public SnapshotStep() {}

  @Override
  public StepTypeName name() {
    return new StepTypeName("data.snapshot");
  }

  @Override
  public String description() {
    return "Puts tables, or a whole database, into the repository.";
  }

  @Override
  public Class<SnapshotConfig> configType() {
    return SnapshotConfig.class;
  }

  @Override
  public Class<TableSnapshot> frozenType() {
    return TableSnapshot.class;
  }

  @Override
  public StepPlan<TableSnapshot> plan(
      DataTarget target, SnapshotConfig config, PlanContext context) {
    TableSnapshot step =
        TableSnapshot.of(config.artifact() + "@" + config.version(), config.tables());
    if (context.artifacts().find(step.id()).isPresent()) {
      throw new GodwitException(taken(step));
    }
    if (!context.preceded()) {
      new Snapshots(target.database(), target.receipts()).demandTables(step.tables());
    }
    String what = step.tables().isEmpty() ? "the whole database" : String.join(", ", step.tables());
    return new StepPlan<>(
        step,
        new Text("captures " + what + " as " + step.artifact(), List.of(), List.of()),
        Estimate.of(),
        new Conduct(Undo.INVERSE, Landing.RECEIPT, Risk.LOW, false, false),
        List.of(),
        Set.of());
  }

  private static Fault taken(TableSnapshot step) {
    return Fault.of(
        DataError.WHICH_SNAPSHOT,
        step.artifact() + " is in the repository already; write another version");
  }

  @Override
  public Attempt<Progress> apply(DataTarget target, TableSnapshot step, StepContext context) {
    try {
      Optional<StagedArtifact> mine = mine(step, context).or(() -> Kept.in(context.applied()));
      if (mine.isEmpty() && context.artifacts().find(step.id()).isPresent()) {
        return new Attempt.Rejected<>(taken(step));
      }
      StagedArtifact content = mine.orElseGet(() -> captured(target, step, context));
      return target
          .receipts()
          .once(
              context,
              (connection, past) -> {
                publish(
                    context.artifacts(), Change.none().add(step.id(), content).unpin(pin(context)));
                return Progress.complete(
                    Kept.checkpoint(content), Tally.of("bytes", content.sizeBytes()));
              });
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  /** What an attempt that was not heard of has published. */
  private static Optional<StagedArtifact> mine(TableSnapshot step, StepContext context) {
    return context
        .artifacts()
        .find(step.id())
        .filter(there -> isMine(there, context))
        .map(PublishedArtifact::content);
  }

  private static boolean isMine(PublishedArtifact there, StepContext context) {
    Map<String, String> facts = context.artifacts().contents(there.manifest()).facts().metadata();
    return context.effect().keys().origin().hex().equals(facts.get(MADE_BY));
  }

  private static StagedArtifact captured(
      DataTarget target, TableSnapshot step, StepContext context) {
    Artifacts artifacts = context.artifacts();
    Optional<PublishedArtifact> last =
        artifacts.catalog().versions(step.id().name()).stream().reduce((a, b) -> b);
    try (Scratch scratch = Scratch.open();
        Capture capture = capture(target, step, scratch)) {
      StageRequest request =
          StageRequest.of(capture.files())
              .with(ArtifactFacts.of(Map.of(MADE_BY, context.effect().keys().origin().hex())));
      return artifacts.stage(last.map(base -> request.basedOn(base.manifest())).orElse(request));
    }
  }

  private static Capture capture(DataTarget target, TableSnapshot step, Scratch scratch) {
    return step.tables().isEmpty()
        ? target.capture(scratch.folder())
        : new Snapshots(target.database(), target.receipts())
            .capture(step.tables(), scratch.folder());
  }

  private static String pin(StepContext context) {
    return "data/" + context.effect().keys().origin().hex().substring(0, 32);
  }

  private static void publish(Artifacts artifacts, Change change) {
    Optional<Fault> failed =
        artifacts
            .publish(change)
            .fold(done -> Optional.empty(), Optional::of, Optional::of, Optional::of);
    if (failed.isPresent()) {
      throw new GodwitException(failed.get());
    }
  }

  @Override
  public List<Finding> verify(DataTarget target, TableSnapshot step, StepContext context) {
    return mine(step, context).isPresent()
        ? List.of()
        : List.of(
            Finding.error(
                step.artifact() + " is not in the repository as this step has put it there",
                "look who has taken it out"));
  }

  @Override
  public Attempt<Progress> undo(DataTarget target, TableSnapshot step, StepContext context) {
    return target
        .receipts()
        .once(
            context,
            (connection, past) -> {
              Optional<StagedArtifact> mine = mine(step, context);
              if (mine.isPresent()) {
                publish(
                    context.artifacts(),
                    Change.none()
                        .remove(step.id())
                        .pin(pin(context), List.of(mine.get().manifest())));
              }
              return Progress.complete(mine.map(Kept::checkpoint).orElse(Checkpoint.NONE));
            });
  }

  @Override
  public Attempt<Progress> retire(DataTarget target, TableSnapshot step, StepContext context) {
    return target
        .receipts()
        .once(
            context.effect(),
            (connection, past) -> {
              publish(context.artifacts(), Change.none().unpin(pin(context)));
              return Progress.nothing();
            });
  }

  @Override
  public Sighting look(DataTarget target, TableSnapshot step, StepContext context) {
    return target.receipts().look(context.effect());
  }
}
