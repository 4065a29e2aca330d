package io.godwit.model.registry;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Tally;
import io.godwit.api.target.Digestible;
import io.godwit.api.target.Health;
import io.godwit.api.target.Queryable;
import io.godwit.api.target.Target;
import io.godwit.model.file.ModelError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A registry of models as a target. It lives in the catalog of the repository: model {@code ranker}
 * of registry {@code models} is the artifact {@code models/ranker}, its versions and aliases are
 * those of the artifact, and what was recorded about a version is in {@code models-cards/ranker}
 * under the same version. It holds nothing in memory, so every answer is the catalog's.
 */
public final class ModelRegistry implements Target, Digestible, Queryable, Restorable {

  private final String name;
  private final Artifacts artifacts;

  /** The registry of this name. */
  public ModelRegistry(String name, Artifacts artifacts) {
    this.name = name;
    this.artifacts = artifacts;
  }

  /** Its name in the repository. */
  public String name() {
    return name;
  }

  /** The repository. */
  public Artifacts artifacts() {
    return artifacts;
  }

  /** The artifact whose versions are those of a model. */
  public ArtifactName artifact(ModelName model) {
    return new ArtifactName(name + "/" + model);
  }

  /** One version of a model. */
  public ArtifactId version(ModelName model, Version version) {
    return new ArtifactId(artifact(model), version);
  }

  /** What was recorded about a version of a model. */
  public ArtifactId card(ModelName model, Version version) {
    return new ArtifactId(new ArtifactName(name + "-cards/" + model), version);
  }

  /** An alias of a model. */
  public Alias alias(ModelName model, AliasName alias) {
    return new Alias(artifact(model), alias.value());
  }

  /** The version that an alias names. */
  public Optional<Version> named(Catalog catalog, ModelName model, AliasName alias) {
    return catalog.find(alias(model, alias)).map(published -> published.id().version());
  }

  /** The models that have a version, sorted. */
  public List<ModelName> models(Catalog catalog) {
    String prefix = name + "/";
    return catalog.names().stream()
        .map(ArtifactName::value)
        .filter(artifact -> artifact.startsWith(prefix))
        .map(artifact -> new ModelName(artifact.substring(prefix.length())))
        .toList();
  }

  @Override
  public Health health() {
    try {
      Catalog catalog = artifacts.catalog();
      return Health.good(
          Map.of(
              "models", Integer.toString(models(catalog).size()),
              "catalog", Long.toString(catalog.revision())));
    } catch (GodwitException e) {
      return Health.bad(e.faults().get(0));
    }
  }

  @Override
  public Map<String, String> holdings() {
    Catalog catalog = artifacts.catalog();
    Map<String, String> holdings = new TreeMap<>();
    for (ModelName model : models(catalog)) {
      for (PublishedArtifact version : catalog.versions(artifact(model))) {
        holdings.put(
            model + "@" + version.id().version(), version.content().contentDigest().toString());
      }
      catalog
          .aliases(artifact(model))
          .forEach(
              (alias, named) -> holdings.put(model + ":" + alias, named.id().version().value()));
    }
    return holdings;
  }

  /** Names, versions, contents and aliases; what was recorded beside them is left out. */
  @Override
  public Digest digest() {
    List<String> parts = new ArrayList<>();
    holdings()
        .forEach(
            (holding, value) -> {
              parts.add(holding);
              parts.add(value);
            });
    return Digest.ofParts(parts.toArray(String[]::new));
  }

  /**
   * Answers {@code MODEL:ALIAS} with the version that the alias names, {@code MODEL@VERSION} with
   * the digest of its content, and {@code MODEL} with the number of its versions; with nothing
   * where there is nothing.
   */
  @Override
  public String ask(String query) {
    String question = query.strip();
    try {
      new ModelName(question.replaceFirst("[:@].*$", ""));
    } catch (IllegalArgumentException e) {
      throw new GodwitException(
          ModelError.BAD_QUESTION,
          "a registry cannot answer '"
              + question
              + "'; ask for MODEL:ALIAS, MODEL@VERSION or MODEL",
          e);
    }
    Catalog catalog = artifacts.catalog();
    return question.matches("[^:@]+")
        ? Integer.toString(catalog.versions(artifact(new ModelName(question))).size())
        : holdings().getOrDefault(question, "");
  }

  private String[] prefixes() {
    return new String[] {name + "/", name + "-cards/"};
  }

  /** The bytes of models are in the repository; a snapshot says which versions and aliases are. */
  @Override
  public Capture capture(Path scratch) {
    String text = RegistrySnapshot.of(artifacts.catalog(), prefixes()).write();
    return new Capture() {
      @Override
      public FileTree files() {
        return new TextTree(RegistrySnapshot.FILE, text);
      }

      @Override
      public void close() {}
    };
  }

  /** One commit of the catalog, which is refused if an alias has been moved meanwhile. */
  @Override
  public Attempt<Progress> restore(FileTree snapshot, Effect effect, Path scratch) {
    try {
      Change change = RegistrySnapshot.read(snapshot).from(artifacts.catalog(), prefixes());
      Progress moved =
          Progress.complete(
              Checkpoint.NONE,
              new Tally("aliases", change.moves().size(), change.moves().size()),
              new Tally("versions", change.additions().size(), change.additions().size()));
      return change.equals(Change.none())
          ? Attempt.done(moved)
          : artifacts.publish(change).map(catalog -> moved);
    } catch (GodwitException e) {
      return e.code().kind() == ErrorKind.EXTERNAL
          ? new Attempt.Retryable<>(e.faults().get(0))
          : new Attempt.Rejected<>(e.faults().get(0));
    }
  }

  @Override
  public Sighting look(FileTree snapshot, Effect effect) {
    try {
      Change left = RegistrySnapshot.read(snapshot).from(artifacts.catalog(), prefixes());
      return left.equals(Change.none())
          ? Sighting.present(Progress.complete(Checkpoint.NONE))
          : Sighting.absent();
    } catch (GodwitException e) {
      return e.code().kind() == ErrorKind.EXTERNAL
          ? Sighting.unreachable(e.faults().get(0))
          : Sighting.undecidable(e.faults().get(0));
    }
  }

  @Override
  public void close() {}
}
