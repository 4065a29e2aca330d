package io.godwit.model.step;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.name.Version;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import java.util.Map;

/** What an author writes for {@code model.promote}. */
public record PromoteConfig(
    @Doc("The model's name in the registry.") ModelName model,
    @Doc("The version that the alias shall name; it is published before.") Version version,
    @Doc("The alias to move.") AliasName alias,
    @Doc("Other models and their versions, whose alias of this name moves in the same instant.")
        Map<String, Version> also,
    @Doc("The author's word that no knowledge was embedded with this model.") @Default("false")
        boolean knowledgeStays) {}
