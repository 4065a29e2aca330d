package io.godwit.engine.repository.catalog;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Version;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.CatalogDocument.ArtifactEntry;
import io.godwit.engine.repository.format.CatalogDocument.VersionEntry;
import io.godwit.engine.repository.object.Reference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A catalog as callers see it. */
public final class CatalogView implements Catalog {

  private final CatalogDocument document;
  private final TreeMap<ArtifactName, ArtifactEntry> artifacts = new TreeMap<>();

  public CatalogView(CatalogDocument document) {
    this.document = document;
    document.artifacts().forEach(entry -> artifacts.put(entry.name(), entry));
  }

  @Override
  public long revision() {
    return document.revision();
  }

  @Override
  public Set<ArtifactName> names() {
    return Collections.unmodifiableSet(artifacts.navigableKeySet());
  }

  @Override
  public List<PublishedArtifact> versions(ArtifactName name) {
    return Optional.ofNullable(artifacts.get(name)).stream()
        .flatMap(entry -> entry.versions().stream().map(version -> published(name, version)))
        .toList();
  }

  @Override
  public Optional<PublishedArtifact> find(ArtifactId id) {
    return versions(id.name()).stream().filter(v -> v.id().equals(id)).findFirst();
  }

  @Override
  public Optional<PublishedArtifact> find(Alias alias) {
    return Optional.ofNullable(artifacts.get(alias.artifact()))
        .flatMap(entry -> Optional.ofNullable(entry.aliases().get(alias.value())))
        .flatMap(version -> find(new ArtifactId(alias.artifact(), version)));
  }

  @Override
  public Map<String, PublishedArtifact> aliases(ArtifactName name) {
    Map<String, PublishedArtifact> aliases = new TreeMap<>();
    Map<String, Version> named =
        Optional.ofNullable(artifacts.get(name)).map(ArtifactEntry::aliases).orElse(Map.of());
    named.forEach(
        (alias, version) ->
            find(new ArtifactId(name, version)).ifPresent(found -> aliases.put(alias, found)));
    return Collections.unmodifiableMap(aliases);
  }

  @Override
  public Map<String, List<ManifestRef>> pins() {
    Map<String, List<ManifestRef>> pins = new TreeMap<>();
    document
        .pins()
        .forEach(
            (name, refs) -> pins.put(name, refs.stream().map(Reference::toManifestRef).toList()));
    return Collections.unmodifiableMap(pins);
  }

  private static PublishedArtifact published(ArtifactName name, VersionEntry entry) {
    return new PublishedArtifact(
        new ArtifactId(name, entry.version()),
        new StagedArtifact(
            entry.manifest().toManifestRef(), entry.content(), entry.bytes(), entry.files()),
        entry.published());
  }
}
