package io.godwit.model.provider;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.model.registry.ModelName;

/** The settings of a model target. */
public record ModelConfig(
    @Doc("The registry's name in the repository; two targets of one name are one registry.")
        @Default("models")
        ModelName registry) {}
