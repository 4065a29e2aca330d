package io.godwit.model.upkeep;

import io.godwit.api.config.Doc;
import io.godwit.api.name.Version;
import io.godwit.model.registry.ModelName;
import java.util.List;
import java.util.Optional;

/** What an author writes for {@code model.retire}. */
public record RetireConfig(
    @Doc("The model's name in the registry.") ModelName model,
    @Doc("The versions to take out; either these or keep.") List<Version> versions,
    @Doc("How many of the newest versions stay, besides those that an alias names.")
        Optional<Integer> keep) {}
