package io.godwit.api.migration;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import java.util.Objects;

/**
 * One change to one target, as its author wrote it.
 *
 * @param id unique in its migration
 * @param use the step type
 * @param target the target; the project's default target of the step type's provider when the
 *     author named none
 * @param with the step type's settings, not yet bound
 * @param place where it stands
 */
public record Step(
    StepId id, StepTypeName use, TargetName target, Setting.Mapping with, Place place) {

  /** Checks that nothing is null. */
  public Step {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(with, "with");
    Objects.requireNonNull(place, "place");
  }
}
