package io.godwit.engine.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Lintable;
import io.godwit.api.step.Passage;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.target.Rehearsable.Rehearsal;
import io.godwit.api.target.Target;
import io.godwit.engine.codec.Json;
import java.util.List;
import java.util.Optional;

/**
 * A step type together with a target of its own provider: the one place where the engine, which
 * knows neither class, vouches that they fit.
 */
public final class StepCall<T extends Target, C extends Record, F extends Record> {

  private final StepType<T, C, F> type;
  private final T target;

  private StepCall(StepType<T, C, F> type, T target) {
    this.type = type;
    this.target = target;
  }

  /** The step type on a target that the same provider has opened. */
  @SuppressWarnings("unchecked") // A provider's step types take the targets that it opens.
  public static StepCall<?, ?, ?> of(StepType<?, ?, ?> type, Target target) {
    return new StepCall<>((StepType<Target, Record, Record>) type, target);
  }

  /** The same step type on another target that the same provider has opened. */
  public StepCall<?, ?, ?> on(Target other) {
    return of(type, other);
  }

  /** The record that a step's settings are bound to. */
  public Class<C> configType() {
    return type.configType();
  }

  /** Plans with settings that were bound to {@link #configType}. */
  public StepPlan<?> plan(Record config, PlanContext context) {
    return type.plan(target, type.configType().cast(config), context);
  }

  /** What lint is to see of settings that were bound to {@link #configType}. */
  public Optional<Passage> passage(Record config, PlanContext context) {
    return type.passage(target, type.configType().cast(config), context);
  }

  /** The target, if it tells what is harmful. */
  public Optional<Lintable> lintable() {
    return target instanceof Lintable lintable ? Optional.of(lintable) : Optional.empty();
  }

  /** One effect as far as a rehearsal allows; what could not be tried, or empty if nothing. */
  public Optional<List<String>> rehearse(JsonNode frozen, Rehearsal rehearsal) {
    return type.rehearse(Json.read(frozen, type.frozenType()), rehearsal);
  }

  /** One effect. */
  public Attempt<Progress> perform(JsonNode frozen, StepContext context) {
    F step = Json.read(frozen, type.frozenType());
    return switch (context.effect().verb()) {
      case APPLY -> type.apply(target, step, context);
      case PUBLISH -> type.publish(target, step, context);
      case UNDO -> type.undo(target, step, context);
      case RETIRE -> type.retire(target, step, context);
    };
  }

  /** What became of an effect. */
  public Sighting look(JsonNode frozen, StepContext context) {
    return type.look(target, Json.read(frozen, type.frozenType()), context);
  }

  /** Where a step has come to that somebody else has applied; empty if it cannot be taken over. */
  public Optional<Checkpoint> adopted(JsonNode frozen) {
    return type.adopted(Json.read(frozen, type.frozenType()));
  }

  /** Whether the change holds. */
  public List<Finding> verify(JsonNode frozen, StepContext context) {
    return type.verify(target, Json.read(frozen, type.frozenType()), context);
  }
}
