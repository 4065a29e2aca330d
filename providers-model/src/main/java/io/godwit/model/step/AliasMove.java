package io.godwit.model.step;

import io.godwit.api.name.Version;
import java.util.Optional;

/**
 * An alias that a step moves.
 *
 * @param name the alias
 * @param seen the version that it named when the step was planned
 * @param certain whether nothing else moves it before the step; when not, it is looked at again
 */
public record AliasMove(String name, Optional<Version> seen, boolean certain) {}
