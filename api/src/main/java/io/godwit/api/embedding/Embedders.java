package io.godwit.api.embedding;

import java.util.Set;

/** The embedders of a project. Opening one is cheap; each caller opens and closes its own. */
public interface Embedders {

  /** The names under {@code embedders:} in the project, sorted. */
  Set<String> names();

  /**
   * Opens an embedder; the caller closes it.
   *
   * @throws io.godwit.api.error.GodwitException if the project has no embedder of that name, no
   *     provider of that name was found, the settings do not fit the provider's record, or a secret
   *     that they refer to is missing
   */
  Embedder open(EmbedderRef ref);
}
