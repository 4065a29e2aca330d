package io.godwit.model.derive;

import io.godwit.api.config.Doc;
import io.godwit.api.name.Version;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import java.util.Optional;

/** What an author writes for {@code model.copy}. */
public record CopyConfig(
    @Doc("The model's name, in both registries.") ModelName model,
    @Doc("The version to copy.") Version version,
    @Doc("The registry from which it is copied: the registry: of a target; this one's if not said.")
        Optional<ModelName> registry,
    @Doc("The environment in whose repository that registry is; this one's if not said.")
        Optional<String> environment,
    @Doc("An alias that shall name this version here.") Optional<AliasName> alias) {}
