package io.godwit.model.step;

import io.godwit.api.name.Version;
import io.godwit.model.registry.ModelName;
import java.util.Optional;

/**
 * A version that a step adds.
 *
 * @param alias the alias that it moves there
 */
public record NewVersion(ModelName model, Version version, Optional<AliasMove> alias) {}
