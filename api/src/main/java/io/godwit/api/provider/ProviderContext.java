package io.godwit.api.provider;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.name.TargetName;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a provider gets to open a target with.
 *
 * @param name the target's name in the project
 * @param directory the project's folder, against which relative paths in the target's own settings
 *     are resolved
 * @param artifacts the repository
 * @param clock the time
 * @param embedders the project's embedders, for targets that hold vectors
 * @param interceptor what the embedder lays around connections; a provider that opens its own hands
 *     them to it
 */
public record ProviderContext(
    TargetName name,
    Path directory,
    Artifacts artifacts,
    InstantSource clock,
    Embedders embedders,
    Interceptor interceptor) {}
