package io.godwit.api.migration;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One change to one target, as its author wrote it.
 *
 * @param id unique in its migration
 * @param use the step type
 * @param target the target; the project's default target of the step type's provider when the
 *     author named none
 * @param with the step type's settings, not yet bound
 * @param place where it stands
 * @param terms when it may begin and how long it may take
 */
public record Step(
    StepId id,
    StepTypeName use,
    TargetName target,
    Setting.Mapping with,
    Place place,
    Terms terms) {

  /**
   * When a step may begin and how long it may take.
   *
   * @param after the steps that it waits for beside those before it on the same target; empty when
   *     it waits for all steps before it, as a step does whose author says nothing
   * @param timeout how long each of its verbs may take, retries included; empty for the project's
   *     own limit
   */
  public record Terms(Optional<List<StepId>> after, Optional<Duration> timeout) {
    /** One step after the other, within the project's own limit. */
    public static final Terms USUAL = new Terms(Optional.empty(), Optional.empty());

    /** Copies the list. */
    public Terms {
      after = after.map(List::copyOf);
      Objects.requireNonNull(timeout, "timeout");
    }
  }

  /** A step on the usual terms. */
  public Step(StepId id, StepTypeName use, TargetName target, Setting.Mapping with, Place place) {
    this(id, use, target, with, place, Terms.USUAL);
  }

  /** Checks that nothing is null. */
  public Step {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(with, "with");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(terms, "terms");
  }
}
