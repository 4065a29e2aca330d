package io.godwit.knowledge.rest.copy;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.rest.store.CopiedRows;
import io.godwit.knowledge.rest.store.Copies;
import io.godwit.knowledge.rest.store.Manifest;
import io.godwit.knowledge.transfer.TransferConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code knowledge.copy} into a vector store: in a collection of its own beside the one that
 * readers see, which an alias then shows.
 */
public final class CopyStepType implements StepType<RestTarget, TransferConfig, CopyStep> {

  private static final String REPEAT = "take the run back and repeat it";

  @Override
  public StepTypeName name() {
    return new StepTypeName("knowledge.copy");
  }

  @Override
  public String description() {
    return "Copies a collection of another store, vectors included, into a vector store.";
  }

  @Override
  public Class<TransferConfig> configType() {
    return TransferConfig.class;
  }

  @Override
  public Class<CopyStep> frozenType() {
    return CopyStep.class;
  }

  @Override
  public StepPlan<CopyStep> plan(RestTarget target, TransferConfig config, PlanContext context) {
    return new CopyPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(RestTarget target, CopyStep step, StepContext context) {
    return attempt(
        () -> {
          CopyPhase phase = new CopyPhase(target.copies(), step, context, source(step, context));
          return Batches.run(
              context, checkpoint -> attempt(() -> Attempt.done(phase.next(checkpoint))));
        });
  }

  @Override
  public Attempt<Progress> publish(RestTarget target, CopyStep step, StepContext context) {
    return attempt(() -> Attempt.done(life(target, step, context).publish()));
  }

  @Override
  public Attempt<Progress> undo(RestTarget target, CopyStep step, StepContext context) {
    return attempt(() -> Attempt.done(life(target, step, context).undo()));
  }

  @Override
  public Attempt<Progress> retire(RestTarget target, CopyStep step, StepContext context) {
    return attempt(() -> Attempt.done(life(target, step, context).retire()));
  }

  @Override
  public Sighting look(RestTarget target, CopyStep step, StepContext context) {
    try {
      return life(target, step, context).look(context.checkpoint());
    } catch (GodwitException e) {
      return Sighting.unreachable(e.faults().get(0));
    }
  }

  private static CopyLife life(RestTarget target, CopyStep step, StepContext context) {
    return new CopyLife(target.copies(), step.collection(), context.effect());
  }

  private static CollectionSource source(CopyStep step, StepContext context) {
    return CollectionSource.of(context.target(new TargetName(step.from())), step.from());
  }

  /** A lost answer is not a failure: the store is looked at before anything else. */
  private static Attempt<Progress> attempt(Supplier<Attempt<Progress>> work) {
    try {
      return work.get();
    } catch (GodwitException e) {
      Fault fault = e.faults().get(0);
      return fault.code() == RestError.ANSWER_LOST ? new Attempt.Unknown<>(fault) : Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(RestTarget target, CopyStep step, StepContext context) {
    String name = Copies.name(step.collection(), context.effect().keys().origin());
    Optional<Manifest> manifest = target.copies().manifest(name);
    if (manifest.filter(found -> found.progress().complete()).isEmpty()) {
      return List.of(
          Finding.error(
              "collection " + step.collection() + " has no complete version of this step", REPEAT));
    }
    List<Finding> findings = new ArrayList<>();
    counted(target, name, findings);
    Digest original =
        source(step, context)
            .read(
                step.source(),
                manifest.get().origin().source(),
                (VersionRows rows) -> rows.digest(step.collection()));
    findings.add(compare(target, name, step, original));
    return findings;
  }

  private static void counted(RestTarget target, String name, List<Finding> findings) {
    CopiedRows rows = target.copies().rows(name);
    findings.add(
        Finding.info(
            name + " has " + rows.documents() + " documents and " + rows.chunks() + " chunks"));
    long expected = 1 + rows.documents() + rows.chunks();
    long found = target.copies().store().count(name);
    if (found != expected) {
      findings.add(Finding.error("the store counts " + found + " points, not " + expected, REPEAT));
    }
  }

  private static Finding compare(RestTarget target, String name, CopyStep step, Digest original) {
    try {
      Digest copy = target.read(step.collection(), name, rows -> rows.digest(step.collection()));
      return copy.equals(original)
          ? Finding.info("source and copy have the digest " + copy)
          : Finding.error("the source has the digest " + original + ", the copy " + copy, REPEAT);
    } catch (GodwitException e) {
      if (e.faults().get(0).code() == RestError.STORE_ANSWER) {
        return Finding.error(e.faults().get(0).message(), REPEAT);
      }
      throw e;
    }
  }
}
