package io.godwit.engine.repository.format;

import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.engine.repository.object.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A catalog under {@code catalogs/}: what is published.
 *
 * @param format the version of the format
 * @param revision counts commits
 * @param made when, by the clock of the committer
 * @param previous the catalog before
 * @param commits the ids of the last commits, the newest last
 * @param artifacts sorted by name
 * @param pins what is protected from collection
 */
public record CatalogDocument(
    int format,
    long revision,
    Instant made,
    @Nullable Reference previous,
    List<String> commits,
    List<ArtifactEntry> artifacts,
    Map<String, List<Reference>> pins) {

  /** How many commit ids are kept. */
  public static final int COMMITS_KEPT = 100;

  /** What there is before the first commit. */
  public static final CatalogDocument EMPTY =
      new CatalogDocument(Documents.FORMAT, 0, Instant.EPOCH, null, List.of(), List.of(), Map.of());

  public CatalogDocument {
    Objects.requireNonNull(made, "made");
    commits = List.copyOf(commits);
    artifacts = List.copyOf(artifacts);
    pins = Map.copyOf(pins);
    if (revision < 0 || commits.size() > COMMITS_KEPT) {
      throw new IllegalArgumentException("not a catalog");
    }
  }

  /**
   * The next catalog.
   *
   * @param commit the id of the commit that makes it
   * @param on the catalog on which it is built, as it is stored; null where the history begins anew
   */
  public CatalogDocument next(
      String commit,
      Instant at,
      @Nullable Reference on,
      List<ArtifactEntry> newArtifacts,
      Map<String, List<Reference>> newPins) {
    List<String> all = new ArrayList<>(commits);
    all.add(commit);
    return new CatalogDocument(
        format,
        revision + 1,
        at,
        on,
        all.subList(Math.max(0, all.size() - COMMITS_KEPT), all.size()),
        newArtifacts,
        newPins);
  }

  /** The manifests of all versions and pins. */
  public Set<Reference> manifests() {
    Set<Reference> manifests = new LinkedHashSet<>();
    artifacts.stream()
        .flatMap(artifact -> artifact.versions().stream())
        .forEach(version -> manifests.add(version.manifest()));
    pins.values().forEach(manifests::addAll);
    return manifests;
  }

  /** One artifact with its versions in the order of their publication. */
  public record ArtifactEntry(
      ArtifactName name, List<VersionEntry> versions, Map<String, Version> aliases) {

    public ArtifactEntry {
      Objects.requireNonNull(name, "name");
      versions = List.copyOf(versions);
      aliases = Map.copyOf(aliases);
    }
  }

  /** One version. */
  public record VersionEntry(
      Version version,
      Reference manifest,
      Digest content,
      long bytes,
      int files,
      Instant published) {

    public VersionEntry {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(manifest, "manifest");
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(published, "published");
    }
  }
}
