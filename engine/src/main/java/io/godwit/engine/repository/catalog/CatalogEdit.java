package io.godwit.engine.repository.catalog;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.name.Version;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.CatalogDocument.ArtifactEntry;
import io.godwit.engine.repository.format.CatalogDocument.VersionEntry;
import io.godwit.engine.repository.object.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Applies a change to a catalog in memory and finds what stands in its way. */
final class CatalogEdit {

  private static final Pattern PIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}");

  private final Instant now;
  private final TreeMap<ArtifactName, Map<Version, VersionEntry>> versions = new TreeMap<>();
  private final TreeMap<ArtifactName, Map<String, Version>> aliases = new TreeMap<>();
  private final TreeMap<String, List<Reference>> pins = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();

  CatalogEdit(CatalogDocument before, Instant now) {
    this.now = now;
    for (ArtifactEntry entry : before.artifacts()) {
      entry.versions().forEach(v -> versions(entry.name()).put(v.version(), v));
      aliases(entry.name()).putAll(entry.aliases());
    }
    pins.putAll(before.pins());
  }

  /** What stands in the way; empty if the change could be applied. */
  List<Fault> apply(Change change) {
    change.additions().forEach(this::add);
    change.moves().forEach(this::move);
    change.removals().forEach(this::remove);
    change.pins().forEach(this::pin);
    change.unpins().forEach(pins::remove);
    return List.copyOf(faults);
  }

  /** Replaces manifests by others of the same content. */
  List<Fault> replace(Map<Reference, StagedArtifact> stored) {
    for (Map<Version, VersionEntry> all : versions.values()) {
      all.replaceAll((version, entry) -> replaced(entry, stored));
    }
    pins.replaceAll(
        (name, pinned) -> pinned.stream().map(reference -> now(reference, stored)).toList());
    return List.of();
  }

  private static VersionEntry replaced(VersionEntry entry, Map<Reference, StagedArtifact> stored) {
    return new VersionEntry(
        entry.version(),
        now(entry.manifest(), stored),
        entry.content(),
        entry.bytes(),
        entry.files(),
        entry.published());
  }

  private static Reference now(Reference before, Map<Reference, StagedArtifact> stored) {
    StagedArtifact after = stored.get(before);
    return after == null ? before : Reference.of(after.manifest());
  }

  List<ArtifactEntry> artifacts() {
    List<ArtifactEntry> entries = new ArrayList<>();
    versions.forEach(
        (name, all) -> {
          if (!all.isEmpty()) {
            entries.add(new ArtifactEntry(name, List.copyOf(all.values()), aliases(name)));
          }
        });
    return entries;
  }

  Map<String, List<Reference>> pins() {
    return pins;
  }

  private void add(ArtifactId id, StagedArtifact content) {
    VersionEntry present = versions(id.name()).get(id.version());
    if (present == null) {
      versions(id.name())
          .put(
              id.version(),
              new VersionEntry(
                  id.version(),
                  Reference.of(content.manifest()),
                  content.contentDigest(),
                  content.sizeBytes(),
                  content.files(),
                  now));
    } else if (!present.content().equals(content.contentDigest())) {
      refuse(
          ArtifactError.VERSION_EXISTS,
          "Artifact "
              + id
              + " is published with content "
              + present.content()
              + " and never changes; publish the new content as another version");
    }
  }

  private void move(Change.Move move) {
    Alias alias = move.alias();
    Map<String, Version> named = aliases(alias.artifact());
    Optional<Version> present = Optional.ofNullable(named.get(alias.value()));
    if (present.equals(move.to())) {
      return;
    }
    if (!present.equals(move.expected())) {
      refuse(
          ArtifactError.ALIAS_MOVED,
          "Alias "
              + alias
              + " names "
              + shown(present)
              + ", not "
              + shown(move.expected())
              + ": somebody else has moved it; look at it and repeat");
    } else if (move.to().isEmpty()) {
      named.remove(alias.value());
    } else if (!versions(alias.artifact()).containsKey(move.to().get())) {
      refuse(
          ArtifactError.NOT_FOUND,
          "Alias "
              + alias
              + " cannot name version "
              + move.to().get()
              + ", which is not published; publish it first or with it");
    } else {
      named.put(alias.value(), move.to().get());
    }
  }

  private void remove(ArtifactId id) {
    aliases(id.name())
        .forEach(
            (alias, version) -> {
              if (version.equals(id.version())) {
                refuse(
                    ArtifactError.VERSION_IN_USE,
                    "Artifact " + id + " is named by alias " + alias + "; move the alias first");
              }
            });
    versions(id.name()).remove(id.version());
  }

  private void pin(String name, List<ManifestRef> contents) {
    if (PIN.matcher(name).matches()) {
      pins.put(name, contents.stream().map(Reference::of).toList());
    } else {
      refuse(
          ArtifactError.REFUSED_CONTENT,
          "A pin has a name of at most 200 letters, digits and . _ : / -");
    }
  }

  private void refuse(ArtifactError code, String message) {
    faults.add(Fault.of(code, message));
  }

  private Map<Version, VersionEntry> versions(ArtifactName name) {
    return versions.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  private Map<String, Version> aliases(ArtifactName name) {
    return aliases.computeIfAbsent(name, n -> new TreeMap<>());
  }

  private static String shown(Optional<Version> version) {
    return version.map(v -> "version " + v).orElse("nothing");
  }
}
