package io.godwit.model.upkeep;

import io.godwit.api.name.Version;
import java.util.List;

/**
 * What the plan keeps of {@code model.retire}.
 *
 * @param versions the versions to take out
 */
public record RetireStep(String model, List<Version> versions) {}
