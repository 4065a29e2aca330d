package io.godwit.knowledge.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.List;
import java.util.Optional;

/** Leads one step through its life as an engine would. */
final class StepLife<F extends Record> {

  final KnowledgeProject project;
  final StepPlan<F> plan;
  private final StepType<KnowledgeTarget, ?, F> type;
  private final RunId run;
  private final Digest origin;
  private int attempts;
  private Checkpoint applied = Checkpoint.NONE;

  StepLife(
      KnowledgeProject project, StepType<KnowledgeTarget, ?, F> type, StepPlan<F> plan, RunId run) {
    this.project = project;
    this.plan = plan;
    this.type = type;
    this.run = run;
    this.origin = Digest.ofParts(run.toString(), type.name().value(), plan.frozen().toString());
  }

  /** All of it, up to the pointer's swap. */
  StepLife<F> published() {
    applied();
    assertThat(errors(verify())).isEmpty();
    done(publish());
    return this;
  }

  StepLife<F> applied() {
    Progress progress = done(apply(Checkpoint.NONE));
    while (!progress.complete()) {
      progress = done(apply(progress.checkpoint()));
    }
    return this;
  }

  /** One call, as long as a batch: the clock says that time is up. */
  Attempt<Progress> apply(Checkpoint checkpoint) {
    Attempt<Progress> attempt =
        type.apply(project.target, plan.frozen(), context(Verb.APPLY, checkpoint));
    attempt.fold(
        progress -> applied = progress.checkpoint(), f -> applied, f -> applied, f -> applied);
    return attempt;
  }

  List<Finding> verify() {
    return type.verify(project.target, plan.frozen(), context(Verb.APPLY, Checkpoint.NONE));
  }

  static List<Finding> errors(List<Finding> findings) {
    return findings.stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
  }

  Attempt<Progress> publish() {
    return type.publish(project.target, plan.frozen(), context(Verb.PUBLISH, Checkpoint.NONE));
  }

  Attempt<Progress> undo() {
    return type.undo(project.target, plan.frozen(), context(Verb.UNDO, Checkpoint.NONE));
  }

  Sighting look(Verb verb) {
    return type.look(project.target, plan.frozen(), context(verb, Checkpoint.NONE));
  }

  StepLife<F> retired() {
    Progress progress = Progress.more(Checkpoint.NONE);
    while (!progress.complete()) {
      progress =
          done(
              type.retire(
                  project.target, plan.frozen(), context(Verb.RETIRE, progress.checkpoint())));
    }
    return this;
  }

  /**
   * From now on the effects belong to another attempt at the whole: other keys, the same origin.
   */
  StepLife<F> again() {
    attempts++;
    return this;
  }

  static Progress done(Attempt<Progress> attempt) {
    return attempt.fold(progress -> progress, StepLife::fail, StepLife::fail, StepLife::fail);
  }

  static Fault fault(Attempt<Progress> attempt) {
    return attempt
        .<Optional<Fault>>fold(
            progress -> Optional.empty(), Optional::of, Optional::of, Optional::of)
        .orElseThrow();
  }

  private static Progress fail(Fault fault) {
    throw new AssertionError(fault.toString());
  }

  private StepContext context(Verb verb, Checkpoint checkpoint) {
    Optional<Digest> counterpart =
        verb == Verb.UNDO ? Optional.of(key(Verb.APPLY)) : Optional.empty();
    Effect.Keys keys = new Effect.Keys(key(verb), origin, counterpart);
    Effect effect = new Effect(verb, run, new StepId("step"), keys, 1);
    return new ProjectContext(effect, checkpoint, applied, project);
  }

  private Digest key(Verb verb) {
    return Digest.ofParts(origin.hex(), verb.name(), Integer.toString(attempts));
  }
}
