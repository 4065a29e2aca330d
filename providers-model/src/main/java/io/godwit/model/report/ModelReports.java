package io.godwit.model.report;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
    return check(path, demands, files -> files);
  }

  /** The same, reading through what is laid over the files, such as a counter of bytes. */
  public static Inspection check(Path path, Demands demands, UnaryOperator<FileTree> through) {
    return Examination.of(through.apply(LocalTree.of(path)), demands);
  }

  /**
   * Reads a published version again, each byte with its digest, and looks through its files.
   *
   * @throws GodwitException with {@link ModelError#NOT_PUBLISHED} if it is not there
   */
  public Inspection check(String name, Demands demands, UnaryOperator<FileTree> through) {
    PublishedArtifact version = find(registry.artifacts().catalog(), name);
    Verification read = registry.artifacts().verify(version.manifest(), 1);
    return read.clean()
        ? Examination.of(through.apply(contents(version)), demands)
        : new Inspection(List.of(), read.faults(), List.of());
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
    return diff(before, after, files -> files);
  }

  /** The same, reading through what is laid over the files, such as a counter of bytes. */
  public Comparison.Result diff(String before, String after, UnaryOperator<FileTree> through) {
    Catalog catalog = registry.artifacts().catalog();
    PublishedArtifact one = find(catalog, before);
    PublishedArtifact other = find(catalog, after);
    return Comparison.of(through.apply(contents(one)), through.apply(contents(other)));
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
    String rest = name.substring(model.value().length());
    if (rest.startsWith("@")) {
      Version version = named(name, () -> new Version(rest.substring(1)));
      return Versions.demand(registry, catalog, model, version);
    }
    if (rest.isEmpty()) {
      throw new GodwitException(
          ModelError.NOT_PUBLISHED,
          "'" + name + "' names no version; say " + name + "@VERSION or " + name + ":ALIAS");
    }
    AliasName alias = named(name, () -> new AliasName(rest.substring(1)));
    return catalog
        .find(registry.alias(model, alias))
        .orElseThrow(
            () ->
                new GodwitException(
                    ModelError.NOT_PUBLISHED,
                    "model "
                        + model
                        + " has no alias "
                        + alias
                        + "; it has "
                        + catalog.aliases(registry.artifact(model)).keySet()));
  }

  private static ModelName model(String name) {
    return named(name, () -> new ModelName(name.replaceFirst("(?s)[:@].*$", "")));
  }

  private static <N> N named(String name, Supplier<N> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw new GodwitException(
          ModelError.NOT_PUBLISHED,
          "'"
              + name
              + "' names no version: "
              + e.getMessage()
              + "; say MODEL@VERSION or MODEL:ALIAS",
          e);
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
