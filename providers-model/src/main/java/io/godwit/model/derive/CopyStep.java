package io.godwit.model.derive;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.name.Version;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepContext;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.AliasMove;
import io.godwit.model.step.NewVersion;
import java.util.Optional;

/**
 * What the plan keeps of {@code model.copy}.
 *
 * @param registry from which the version is copied
 * @param environment in whose repository that registry is; empty if it is in this one's
 * @param content the digest of the version's content when it was planned
 * @param alias the alias to move, and where the plan saw it
 */
public record CopyStep(
    String model,
    Version version,
    String registry,
    Optional<String> environment,
    String content,
    Optional<AliasMove> alias) {

  /** The version that it adds. */
  NewVersion added() {
    return new NewVersion(new ModelName(model), version, alias);
  }

  /** Where the version comes from, in words. */
  String origin() {
    return registry + environment.map(name -> " of environment " + name).orElse("");
  }

  /** The registry from which a step copies. */
  ModelRegistry from(ModelRegistry target, StepContext context) {
    return new ModelRegistry(
        registry, environment.map(context::artifacts).orElseGet(target::artifacts));
  }

  /** The registry from which a step will copy. */
  static ModelRegistry from(ModelRegistry target, CopyConfig config, PlanContext context) {
    Artifacts artifacts = config.environment().map(context::artifacts).orElseGet(target::artifacts);
    return new ModelRegistry(
        config.registry().map(ModelName::value).orElse(target.name()), artifacts);
  }
}
