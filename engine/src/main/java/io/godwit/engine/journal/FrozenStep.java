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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
 * @param terms what it waits for, how long it may take and what it changes
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
    Terms terms,
    Before before) {

  /**
   * Under which terms a step runs.
   *
   * @param after the steps that must be applied before it begins
   * @param timeout how long each of its verbs may take, retries included
   * @param touches what it changes in its target
   */
  public record Terms(List<StepId> after, Duration timeout, Set<String> touches) {
    /** How long a verb may take when nobody has said it. */
    public static final Duration USUAL_TIMEOUT = Duration.ofHours(1);

    /** Copies the collections. */
    public Terms {
      after = List.copyOf(after);
      touches = new TreeSet<>(touches);
    }

    /** The timeout as people write it: {@code 10m}. */
    public String limit() {
      return timeout.toString().replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
    }

    /** After those, within the usual time. */
    public static Terms waitingFor(StepId... steps) {
      return new Terms(List.of(steps), USUAL_TIMEOUT, Set.of());
    }
  }

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

  /** The same step, waiting for those. */
  public FrozenStep waitingFor(List<StepId> steps) {
    return new FrozenStep(
        id,
        use,
        target,
        frozen,
        text,
        estimate,
        conduct,
        inputs,
        new Terms(steps, terms.timeout(), terms.touches()),
        before);
  }

  /** The same that says something else and has other inputs. */
  public FrozenStep with(StepPlan.Text said, List<Input> others) {
    return new FrozenStep(id, use, target, frozen, said, estimate, conduct, others, terms, before);
  }
}
