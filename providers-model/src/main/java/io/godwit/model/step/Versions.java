package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import java.util.List;
import java.util.Optional;

/** Finds versions, and says what there is when one is not there. */
public final class Versions {

  private Versions() {}

  /**
   * A published version.
   *
   * @throws GodwitException with {@link ModelError#NOT_PUBLISHED} if it is not there
   */
  public static PublishedArtifact demand(
      ModelRegistry registry, Catalog catalog, ModelName model, Version version) {
    return catalog
        .find(registry.version(model, version))
        .orElseThrow(() -> new GodwitException(missing(registry, catalog, model, version)));
  }

  /** That a version is not there. */
  public static Fault missing(
      ModelRegistry registry, Catalog catalog, ModelName model, Version version) {
    List<String> versions =
        catalog.versions(registry.artifact(model)).stream()
            .map(published -> published.id().version().value())
            .toList();
    return Fault.of(
        ModelError.NOT_PUBLISHED,
        "model "
            + model
            + " has no version "
            + version
            + (versions.isEmpty() ? ", and none at all" : "; it has " + versions)
            + "; publish it first");
  }

  /** The card of a version; empty if it has none. */
  public static Optional<Card> card(
      ModelRegistry registry, Catalog catalog, ModelName model, Version version) {
    return catalog
        .find(registry.card(model, version))
        .map(card -> Card.read(registry.artifacts().contents(card.manifest())));
  }

  /** The move of an alias to a new version, as it is planned. */
  public static Optional<AliasMove> move(
      ModelRegistry registry,
      Catalog catalog,
      ModelName model,
      Optional<AliasName> alias,
      boolean preceded) {
    return alias.map(
        name -> new AliasMove(name.value(), registry.named(catalog, model, name), !preceded));
  }
}
