package io.godwit.model.derive;

import io.godwit.api.name.Version;
import io.godwit.model.registry.ModelName;
import io.godwit.model.step.AliasMove;
import io.godwit.model.step.NewVersion;
import java.util.Optional;

/**
 * What the plan keeps of {@code model.copy}.
 *
 * @param registry from which the version is copied
 * @param alias the alias to move, and where the plan saw it
 */
public record CopyStep(String model, Version version, String registry, Optional<AliasMove> alias) {

  /** The version that it adds. */
  NewVersion added() {
    return new NewVersion(new ModelName(model), version, alias);
  }
}
