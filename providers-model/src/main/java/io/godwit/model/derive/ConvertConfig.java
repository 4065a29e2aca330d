package io.godwit.model.derive;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.name.Version;
import io.godwit.config.change.FileChange;
import io.godwit.model.convert.Recipe;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an author writes for {@code model.convert}. */
public record ConvertConfig(
    @Doc("The model's name in the registry.") ModelName model,
    @Doc("The published version that is converted.") Version of,
    @Doc("The version to publish; once published it never changes.") Version version,
    @Doc("What is done to the tensors and their files.") @Default("{}") Recipe recipe,
    @Doc("Files such as config.json, each with what is to become of it, as in config.migrate.")
        List<FileChange> config,
    @Doc("A folder with a low-rank adapter that is merged, relative to the migration.")
        Optional<String> adapter,
    @Doc("An alias that shall name this version, such as champion.") Optional<AliasName> alias,
    @Doc("The licence, if it is not that of the version that is converted.")
        Optional<String> license,
    @Doc("Whatever else shall be recorded with the version.") Map<String, String> metadata,
    @Doc("Files of other formats that belong to the model, by their paths in its folder.")
        List<String> carry) {}
