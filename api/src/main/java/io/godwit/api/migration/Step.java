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
   * @param stakes what its author knows of its risk
   */
  public record Terms(Optional<List<StepId>> after, Optional<Duration> timeout, Stakes stakes) {
    /** One step after the other, within the project's own limit. */
    public static final Terms USUAL = new Terms(Optional.empty(), Optional.empty(), Stakes.UNSAID);

    /** Copies the list. */
    public Terms {
      after = after.map(List::copyOf);
      Objects.requireNonNull(timeout, "timeout");
      Objects.requireNonNull(stakes, "stakes");
    }
  }

  /**
   * What an author knows of a step that its type does not see. A plan says no less than this.
   *
   * @param risk {@code low}, {@code medium}, {@code high} or {@code critical}; empty if the author
   *     does not say
   * @param downtime whether the application must not run meanwhile
   */
  public record Stakes(Optional<String> risk, boolean downtime) {
    /** The risks, the least first. */
    public static final List<String> RISKS = List.of("low", "medium", "high", "critical");

    /** The step type knows. */
    public static final Stakes UNSAID = new Stakes(Optional.empty(), false);

    /**
     * Refuses what is no risk.
     *
     * @throws IllegalArgumentException if it is none of {@link #RISKS}
     */
    public Stakes {
      if (!risk.map(RISKS::contains).orElse(true)) {
        throw new IllegalArgumentException("a risk is one of " + RISKS + ", not " + risk.get());
      }
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
