package io.godwit.model.derive;

import io.godwit.api.file.FileTree;
import io.godwit.api.name.Version;
import io.godwit.config.change.FrozenFile;
import io.godwit.model.convert.Adapter;
import io.godwit.model.convert.Conversion;
import io.godwit.model.convert.MigratedFiles;
import io.godwit.model.convert.Recipe;
import io.godwit.model.registry.ModelName;
import io.godwit.model.step.AliasMove;
import io.godwit.model.step.Demands;
import io.godwit.model.step.Limits;
import io.godwit.model.step.NewVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the plan keeps of {@code model.convert}.
 *
 * @param of the version that is converted
 * @param version the version to publish
 * @param alias the alias to move, and where the plan saw it
 * @param config the configuration files that are changed, with their changes
 * @param merges whether an adapter is merged
 */
public record ConvertStep(
    String model,
    Version of,
    Version version,
    Optional<AliasMove> alias,
    Recipe recipe,
    List<FrozenFile> config,
    boolean merges,
    Optional<String> license,
    Map<String, String> metadata,
    List<String> carry) {

  /** The version that it adds. */
  NewVersion added() {
    return new NewVersion(new ModelName(model), version, alias);
  }

  /** What its files become. */
  Conversion made(FileTree source, Optional<Adapter> adapter) {
    return Conversion.of(MigratedFiles.of(source, config), recipe, Set.copyOf(carry), adapter);
  }

  /** What its files must be. */
  Demands demands() {
    return new Demands(false, carry, Map.of(), Limits.NONE, Demands.Check.QUICK, List.of());
  }
}
