package io.godwit.knowledge.step;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code knowledge.drop}: readers do not see a collection any more. It is a version like others, in
 * which the collection is not there; the one before it stays until it is retired.
 */
public final class DropStepType extends BuildingStepType<DropConfig, DropStep> {

  private static final StepTypeName NAME = new StepTypeName("knowledge.drop");

  private static final Conduct CONDUCT =
      new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.RECEIPT, Conduct.Risk.MEDIUM, false, true);

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Takes a collection away from readers, and frees it when it is retired.";
  }

  @Override
  public Class<DropConfig> configType() {
    return DropConfig.class;
  }

  @Override
  public Class<DropStep> frozenType() {
    return DropStep.class;
  }

  @Override
  public StepPlan<DropStep> plan(KnowledgeTarget target, DropConfig config, PlanContext context) {
    String collection = config.collection().value();
    Optional<Bases.Present> present = Bases.present(target, collection);
    if (present.isEmpty() && !context.preceded()) {
      throw Bases.none(collection);
    }
    List<Tally> work =
        present
            .map(
                now ->
                    List.of(
                        Tally.of("documents", now.counts().documents()),
                        Tally.of("chunks", now.counts().chunks())))
            .orElse(List.of());
    return new StepPlan<>(
        new DropStep(collection),
        new StepPlan.Text(
            "drop collection " + collection,
            List.of("its rows are kept, and a rollback brings it back, until it is retired"),
            List.of()),
        StepPlan.Estimate.of(work.toArray(Tally[]::new)),
        CONDUCT,
        List.of(),
        Set.of("collection " + collection));
  }

  @Override
  public Attempt<Progress> apply(KnowledgeTarget target, DropStep step, StepContext context) {
    try {
      return target
          .store()
          .once(
              context.effect(),
              (session, past) -> {
                CollectionVersion version = version(session, step, context);
                if (!VersionLife.takeUpAgain(session, version)) {
                  session.versions().setBuilt(version);
                }
                return Progress.complete(Checkpoint.NONE);
              });
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private static CollectionVersion version(StoreSession session, DropStep step, StepContext context)
      throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    return own.isPresent()
        ? own.get()
        : session
            .versions()
            .beginGone(Bases.require(session, step.collection(), context), Bases.builder(context));
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, DropStep step, StepContext context) {
    return Verification.of(target, step.collection(), context).ofVersion();
  }

  @Override
  protected String collection(DropStep step) {
    return step.collection();
  }
}
