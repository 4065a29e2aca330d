package io.godwit.api.artifact;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A name that moves from version to version of one artifact: {@code champion} of {@code
 * models/ranker}.
 *
 * @param artifact the artifact of which it names a version
 * @param value letters, digits and {@code . _ -} after the first letter or digit; at most 128
 *     characters
 */
public record Alias(ArtifactName artifact, String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public Alias {
    Objects.requireNonNull(artifact, "artifact");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "alias '"
              + value.substring(0, Math.min(value.length(), 128))
              + "' is not a name: use letters, digits and . _ -, at most 128 characters");
    }
  }

  /** The alias of that artifact. */
  public static Alias of(String artifact, String value) {
    return new Alias(new ArtifactName(artifact), value);
  }

  /** {@code artifact:alias}. */
  @Override
  public String toString() {
    return artifact + ":" + value;
  }
}
