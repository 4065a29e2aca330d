package io.godwit.api.name;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the system as its authors count it: {@code 2.0.0}, {@code 001}, {@code
 * 20260901120000}, {@code MVP3}, {@code 2.0.0-rc.1}.
 *
 * <p>The order is the one that people expect: runs of digits compare as numbers, other runs as
 * text, a version that continues with {@code -} comes before the one without (as in Semantic
 * Versioning 2.0, item 11), any other continuation comes after. Versions that differ only in
 * leading zeros are equal in order but are not equal.
 *
 * @param value letters, digits and {@code . _ + -}, at most 128 characters
 */
public record Version(String value) implements Comparable<Version> {

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9.]+|\\.");

  /**
   * Refuses what is not a version.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public Version {
    Names.word("version", value);
  }

  @Override
  public int compareTo(Version other) {
    Matcher mine = PART.matcher(value);
    Matcher theirs = PART.matcher(other.value);
    while (true) {
      boolean more = mine.find();
      boolean moreTheirs = theirs.find();
      if (!more || !moreTheirs) {
        return more ? ending(mine.group()) : moreTheirs ? -ending(theirs.group()) : 0;
      }
      int order = comparePart(mine.group(), theirs.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int ending(String rest) {
    return rest.startsWith("-") ? -1 : 1;
  }

  private static int comparePart(String a, String b) {
    boolean aNumber = Character.isDigit(a.charAt(0));
    boolean bNumber = Character.isDigit(b.charAt(0));
    if (aNumber && bNumber) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    if (a.startsWith("-") != b.startsWith("-")) {
      return a.startsWith("-") ? -1 : 1;
    }
    return aNumber == bNumber ? a.compareTo(b) : aNumber ? -1 : 1;
  }

  @Override
  public String toString() {
    return value;
  }
}
