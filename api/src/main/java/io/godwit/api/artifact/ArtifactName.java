package io.godwit.api.artifact;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name that the versions of an artifact share, for example {@code models/ranker}.
 *
 * @param value words of letters, digits and {@code . _ -} that begin with a letter or digit, with
 *     {@code /} between them; without {@code ..}; at most 200 characters
 */
public record ArtifactName(String value) implements Comparable<ArtifactName> {

  private static final int LONGEST = 200;
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  /**
   * Refuses what is not a name.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public ArtifactName {
    Objects.requireNonNull(value, "value");
    if (value.length() > LONGEST || value.contains("..") || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "artifact name '"
              + value.substring(0, Math.min(value.length(), LONGEST))
              + "' is not a name: use letters, digits and . _ - with / between words, at most "
              + LONGEST
              + " characters");
    }
  }

  @Override
  public int compareTo(ArtifactName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
