package io.godwit.model.file;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of tensors with {@code *} for any text, also none: each star takes as little as it can,
 * from the left.
 */
public final class NamePattern {

  private final String text;
  private final Pattern pattern;

  /** The pattern of this text. */
  public NamePattern(String text) {
    this.text = text;
    this.pattern =
        Pattern.compile(
            Arrays.stream(text.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("(.*?)")));
  }

  /** Whether a name is such a name. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** How many stars a pattern has. */
  public static long stars(String text) {
    return text.chars().filter(c -> c == '*').count();
  }

  /** What the name becomes: each star of the result is what that star of the pattern took. */
  public Optional<String> renamed(String name, String result) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    StringBuilder renamed = new StringBuilder();
    int star = 0;
    for (int i = 0; i < result.length(); i++) {
      char c = result.charAt(i);
      if (c == '*') {
        star++;
        renamed.append(matcher.group(star));
      } else {
        renamed.append(c);
      }
    }
    return Optional.of(renamed.toString());
  }

  @Override
  public String toString() {
    return text;
  }
}
