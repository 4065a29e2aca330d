package io.godwit.api.embedding;

import java.util.Objects;

/**
 * Which model an embedder runs.
 *
 * @param provider the word of the {@link EmbedderProvider}
 * @param id the model's name at that provider
 * @param revision what tells two states of the model apart that have the same name: the digest of
 *     the weights for a local model, so that promoting other weights shows; else the service's own
 *     revision; empty when the service tells none, and then a silent change of it cannot be noticed
 *     here
 */
public record EmbedderModel(String provider, String id, String revision) {

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if the provider or the id is blank
   */
  public EmbedderModel {
    Objects.requireNonNull(revision, "revision");
    if (provider.isBlank() || id.isBlank()) {
      throw new IllegalArgumentException("a model has a provider and an id");
    }
  }
}
