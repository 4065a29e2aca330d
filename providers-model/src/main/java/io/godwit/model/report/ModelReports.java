package io.godwit.model.report;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.model.compare.Comparison;
import io.godwit.model.compare.TensorLine;
import io.godwit.model.file.ModelError;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.inspect.LocalTree;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.Demands;
import io.godwit.model.step.Examination;
import io.godwit.model.step.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers about a registry: what it holds, what a version is, how two differ; and lays a version
 * out as plain files. Changes nothing in the registry. A version is named by {@code MODEL@VERSION}
 * or {@code MODEL:ALIAS}.
 */
public final class ModelReports {

  private final ModelRegistry registry;

  /** About this registry. */
  public ModelReports(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * Looks through files that need not be in a registry.
   *
   * @throws GodwitException if there is nothing to read
   */
  public static Inspection check(Path path, Demands demands) {
    return Examination.of(LocalTree.of(path), demands);
  }

  /** All versions of all models, by name and in the order in which they were published. */
  public List<ModelLine> list() {
    Catalog catalog = registry.artifacts().catalog();
    return registry.models(catalog).stream()
        .flatMap(
            model ->
                catalog.versions(registry.artifact(model)).stream()
                    .map(version -> line(catalog, model, version)))
        .toList();
  }

  /**
   * All about one version.
   *
   * @throws GodwitException with {@link ModelError#NOT_PUBLISHED} if it is not there
   */
  public ModelDetail show(String name) {
    Catalog catalog = registry.artifacts().catalog();
    ModelName model = model(name);
    PublishedArtifact version = find(catalog, name);
    List<TensorLine> tensors = Comparison.tensors(contents(version));
    return new ModelDetail(
        line(catalog, model, version),
        Versions.card(registry, catalog, model, version.id().version()),
        tensors,
        tensors.stream().mapToLong(TensorLine::parameters).sum());
  }

  /**
   * How two versions differ, tensor by tensor.
   *
   * @throws GodwitException with {@link ModelError#NOT_PUBLISHED} if one is not there
   */
  public Comparison.Result diff(String before, String after) {
    Catalog catalog = registry.artifacts().catalog();
    return Comparison.of(contents(find(catalog, before)), contents(find(catalog, after)));
  }

  /**
   * Lays a version out as plain files in a new folder, which appears when all of it is there.
   *
   * @throws GodwitException with {@link ModelError#NOT_PUBLISHED} if it is not there, or an error
   *     of the repository if the folder has something in it
   */
  public ModelLine export(String name, Path folder) {
    Catalog catalog = registry.artifacts().catalog();
    PublishedArtifact version = find(catalog, name);
    contents(version).export(folder);
    return line(catalog, model(name), version);
  }

  private Contents contents(PublishedArtifact version) {
    return registry.artifacts().contents(version.manifest());
  }

  private PublishedArtifact find(Catalog catalog, String name) {
    ModelName model = model(name);
    int at = name.indexOf('@');
    if (at > 0) {
      return Versions.demand(registry, catalog, model, new Version(name.substring(at + 1)));
    }
    return Optional.of(name.substring(model.value().length()))
        .filter(alias -> alias.startsWith(":"))
        .flatMap(alias -> catalog.find(registry.alias(model, new AliasName(alias.substring(1)))))
        .orElseThrow(
            () ->
                new GodwitException(
                    ModelError.NOT_PUBLISHED,
                    "there is no '"
                        + name
                        + "'; name MODEL@VERSION or MODEL:ALIAS of "
                        + registry.holdings().keySet()));
  }

  private static ModelName model(String name) {
    try {
      return new ModelName(name.replaceFirst("[:@].*$", ""));
    } catch (IllegalArgumentException e) {
      throw new GodwitException(
          ModelError.NOT_PUBLISHED, "'" + name + "' names no model: " + e.getMessage(), e);
    }
  }

  private ModelLine line(Catalog catalog, ModelName model, PublishedArtifact version) {
    List<String> aliases =
        catalog.aliases(registry.artifact(model)).entrySet().stream()
            .filter(alias -> alias.getValue().id().equals(version.id()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return new ModelLine(
        model.value(),
        version.id().version().value(),
        aliases,
        version.content().sizeBytes(),
        version.content().files(),
        version.publishedAt(),
        version.content().contentDigest().toString());
  }
}
