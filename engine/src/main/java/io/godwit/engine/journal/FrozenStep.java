package io.godwit.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Input;
import io.godwit.api.step.StepPlan;
import java.util.List;
import java.util.Map;

/**
 * One step of a frozen plan.
 *
 * @param id its id
 * @param use what runs it
 * @param target its target
 * @param frozen the step type's own record, as JSON
 * @param text what a person reads
 * @param estimate what it would cost
 * @param conduct how it behaves
 * @param inputs what is to be captured for it
 * @param before for a plan that takes a run back: what that run left
 */
public record FrozenStep(
    StepId id,
    Use use,
    TargetName target,
    JsonNode frozen,
    StepPlan.Text text,
    StepPlan.Estimate estimate,
    Conduct conduct,
    List<Input> inputs,
    Before before) {

  /** What runs a step: its type, and the provider with the version that planned it. */
  public record Use(StepTypeName type, String provider, String providerVersion) {}

  /**
   * What the run that first applied a step left.
   *
   * @param applied how far its apply had come
   * @param inputs its captured inputs, by name
   */
  public record Before(Checkpoint applied, Map<String, StagedArtifact> inputs) {
    /** Nothing: the step has not been applied before. */
    public static final Before NOTHING = new Before(Checkpoint.NONE, Map.of());

    /** Copies the map. */
    public Before {
      inputs = Map.copyOf(inputs);
    }
  }

  /** Copies the list. */
  public FrozenStep {
    inputs = List.copyOf(inputs);
  }
}
