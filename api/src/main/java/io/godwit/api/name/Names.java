package io.godwit.api.name;

import java.util.Objects;
import java.util.regex.Pattern;

/** What all names have in common. */
final class Names {

  private static final int LONGEST = 128;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

  private Names() {}

  /** Returns the name, or refuses it: letters, digits, and {@code . _ + -} after the first. */
  static String word(String what, String name) {
    Objects.requireNonNull(name, what);
    if (name.length() > LONGEST || !WORD.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what
              + " '"
              + shortened(name)
              + "' is not a name: use letters, digits and . _ + -, begin with a letter or digit, at"
              + " most "
              + LONGEST
              + " characters");
    }
    return name;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
  }
}
