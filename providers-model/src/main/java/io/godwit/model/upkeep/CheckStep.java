package io.godwit.model.upkeep;

import io.godwit.api.name.Version;
import io.godwit.model.step.Demands;
import java.util.List;
import java.util.Optional;

/**
 * What the plan keeps of {@code model.check}.
 *
 * @param version the version to check; empty if it is that of the alias
 * @param licenses the licences that are accepted; any if empty
 * @param smoke whether it is run on the inputs of a smoke test
 */
public record CheckStep(
    String model,
    Optional<Version> version,
    Optional<String> alias,
    Demands demands,
    List<String> licenses,
    boolean smoke) {}
