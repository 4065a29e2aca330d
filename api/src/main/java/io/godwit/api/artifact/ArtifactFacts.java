package io.godwit.api.artifact;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is recorded with an artifact beside its bytes; it does not enter the content digest.
 *
 * @param metadata what its provider wants to know again, such as a format or a finding of a check;
 *     at most 64 keys of 128 characters, each with at most 4,096 characters
 * @param parents the versions from which it was made; at most 16
 * @param source where it came from, for a person: a file, a commit, a URL without secrets; at most
 *     1,024 characters
 */
public record ArtifactFacts(
    Map<String, String> metadata, List<ArtifactId> parents, Optional<String> source) {

  /** No facts. */
  public static final ArtifactFacts NONE = new ArtifactFacts(Map.of(), List.of(), Optional.empty());

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if something is larger than said above
   */
  public ArtifactFacts {
    Objects.requireNonNull(source, "source");
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    parents = List.copyOf(parents);
    if (metadata.size() > 64 || parents.size() > 16 || source.orElse("").length() > 1_024) {
      throw new IllegalArgumentException(
          "at most 64 keys of metadata, 16 parents and 1024 characters of source");
    }
    metadata.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > 128 || value.length() > 4_096) {
            throw new IllegalArgumentException(
                "a key of metadata has 1 to 128 characters, its value at most 4096");
          }
        });
  }

  /** Metadata alone. */
  public static ArtifactFacts of(Map<String, String> metadata) {
    return new ArtifactFacts(metadata, List.of(), Optional.empty());
  }
}
