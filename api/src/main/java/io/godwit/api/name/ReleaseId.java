package io.godwit.api.name;

/**
 * The number of a release: 1 for the first, and each later one by one more. A number is never used
 * again, not even after a return to an earlier release.
 */
public record ReleaseId(long value) implements Comparable<ReleaseId> {

  /**
   * Refuses numbers below 1.
   *
   * @throws IllegalArgumentException if the value is below 1
   */
  public ReleaseId {
    if (value < 1) {
      throw new IllegalArgumentException("releases count from 1: " + value);
    }
  }

  @Override
  public int compareTo(ReleaseId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
