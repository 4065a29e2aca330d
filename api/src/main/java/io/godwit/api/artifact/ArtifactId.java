package io.godwit.api.artifact;

import io.godwit.api.name.Version;
import java.util.Objects;

/**
 * One version of an artifact: {@code models/ranker@2.0.0}. Once published, its bytes never change.
 *
 * @param name the artifact's name
 * @param version the version, as its author counts
 */
public record ArtifactId(ArtifactName name, Version version) {

  /** Checks that nothing is null. */
  public ArtifactId {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
  }

  /** The version of that name. */
  public static ArtifactId of(String name, String version) {
    return new ArtifactId(new ArtifactName(name), new Version(version));
  }

  /**
   * Reads {@code name@version}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static ArtifactId parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("an artifact is written as NAME@VERSION");
    }
    return of(text.substring(0, at), text.substring(at + 1));
  }

  /** {@code name@version}. */
  @Override
  public String toString() {
    return name + "@" + version;
  }
}
