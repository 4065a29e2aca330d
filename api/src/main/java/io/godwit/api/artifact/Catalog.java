package io.godwit.api.artifact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is published, as it was at one moment: what one look at it says fits what the next says.
 * Does not change and may be kept.
 */
public interface Catalog {

  /** Counts commits; 0 for a repository in which nothing was ever published. */
  long revision();

  /** The names of all artifacts, sorted. */
  Set<ArtifactName> names();

  /** The versions of an artifact, in the order in which they were published; empty if unknown. */
  List<PublishedArtifact> versions(ArtifactName name);

  /** One version. */
  Optional<PublishedArtifact> find(ArtifactId id);

  /** The version that an alias names. */
  Optional<PublishedArtifact> find(Alias alias);

  /** The aliases of an artifact with the versions that they name, sorted by alias. */
  Map<String, PublishedArtifact> aliases(ArtifactName name);

  /** The pins with what they protect, sorted by name. */
  Map<String, List<ManifestRef>> pins();
}
