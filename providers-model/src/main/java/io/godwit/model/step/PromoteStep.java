package io.godwit.model.step;

import io.godwit.api.name.Version;

/**
 * What the plan keeps of {@code model.promote}.
 *
 * @param model the model's name
 * @param version the version that the alias shall name
 * @param alias the alias to move, and where the plan saw it
 */
public record PromoteStep(String model, Version version, AliasMove alias) {}
