package io.godwit.model.upkeep;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.name.Version;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import io.godwit.model.step.Demands;
import io.godwit.model.step.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an author writes for {@code model.check}. */
public record CheckConfig(
    @Doc("The model's name in the registry.") ModelName model,
    @Doc("The version to check; either this or alias.") Optional<Version> version,
    @Doc("The alias whose version is checked.") Optional<AliasName> alias,
    @Doc("Tensors that must be there, with type and shape: F32[2,768], [2,768] or F32.")
        Map<String, String> expect,
    @Doc("What the model may take: bytes, parameters, types.") Optional<Limits> limits,
    @Doc("Licences that are accepted; any if none is named.") List<String> licenses,
    @Doc("Whether headers are read (quick), or all values too (full): NaN, infinities, booleans.")
        @Default("full")
        Demands.Check check,
    @Doc("Tensors that may hold NaN and infinities, by names with * for any text.")
        List<String> allow,
    @Doc("Files of other formats that belong to the model, by their paths in its folder.")
        List<String> carry,
    @Doc("Whether oddities that loaders accept are errors.") @Default("false") boolean strict,
    @Doc("Inputs and expected outputs on which an ONNX file is run, relative to the migration.")
        Optional<String> smoke) {}
