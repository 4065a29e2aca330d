package io.godwit.model.derive;

import io.godwit.api.name.Version;
import io.godwit.model.convert.Recipe;
import io.godwit.model.registry.ModelName;
import io.godwit.model.step.AliasMove;
import io.godwit.model.step.Demands;
import io.godwit.model.step.Limits;
import io.godwit.model.step.NewVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the plan keeps of {@code model.convert}.
 *
 * @param of the version that is converted
 * @param version the version to publish
 * @param alias the alias to move, and where the plan saw it
 * @param merges whether an adapter is merged
 */
public record ConvertStep(
    String model,
    Version of,
    Version version,
    Optional<AliasMove> alias,
    Recipe recipe,
    boolean merges,
    Optional<String> license,
    Map<String, String> metadata,
    List<String> carry) {

  /** The version that it adds. */
  NewVersion added() {
    return new NewVersion(new ModelName(model), version, alias);
  }

  /** What its files must be. */
  Demands demands() {
    return new Demands(false, carry, Map.of(), Limits.NONE, Demands.Check.QUICK, List.of());
  }
}
