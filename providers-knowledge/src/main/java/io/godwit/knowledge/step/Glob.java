package io.godwit.knowledge.step;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of paths as git and editors know them: {@code *} is anything but a slash, {@code **} any
 * number of folders, <code>?</code> one character. Everything else is itself.
 */
final class Glob {

  private final List<Pattern> patterns;

  Glob(List<String> patterns) {
    this.patterns = patterns.stream().map(Glob::compile).toList();
  }

  boolean matches(String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  private static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      if (glob.startsWith("**/", at)) {
        regex.append("(?:.*/)?");
        at += 3;
      } else if (glob.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else {
        regex.append(one(glob.charAt(at)));
        at++;
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String one(char c) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      default -> Pattern.quote(String.valueOf(c));
    };
  }
}
