package io.godwit.engine.config;

import io.godwit.api.error.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must never be printed: every value that came out of a placeholder, and whatever looks like a
 * password in an address. Values of fewer than four characters are not hidden wherever they occur,
 * because that would make every text unreadable.
 *
 * <p>Safe for use by many threads.
 */
public final class Secrets {

  private static final String HIDDEN = "***";
  private static final int SHORTEST = 4;
  // Every repetition is bounded: these run over texts that others wrote.
  private static final Pattern IN_ADDRESS =
      Pattern.compile("(://[^/\\s:@\"']{0,256}):([^\\s\"']{1,1024})@");
  private static final Pattern IN_OPTION =
      Pattern.compile(
          "(?i)((?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|credential)"
              + "[\\w.-]{0,40}=)[^&;\\s\"']+");
  private static final Pattern BEARER = Pattern.compile("(?i)(bearer )[\\w.~+/=-]+");

  private final Set<String> values = ConcurrentHashMap.newKeySet();

  /**
   * Remembers a value. Of a JDBC URL it is the passwords alone: a person has to be told which
   * database does not answer.
   */
  public void add(String value) {
    if (value.startsWith("jdbc:")) {
      Matcher option = IN_OPTION.matcher(value);
      while (option.find()) {
        remember(value.substring(option.end(1), option.end()));
        remember(decoded(value.substring(option.end(1), option.end())));
      }
    } else {
      remember(value);
    }
    Matcher address = IN_ADDRESS.matcher(value);
    while (address.find()) {
      remember(address.group(2));
      remember(decoded(address.group(2)));
    }
  }

  /** The text with every secret hidden. */
  public String redact(String text) {
    String shown = text;
    for (String value : longestFirst()) {
      shown = shown.replace(value, HIDDEN);
    }
    shown = IN_ADDRESS.matcher(shown).replaceAll("$1:" + Matcher.quoteReplacement(HIDDEN) + "@");
    shown = IN_OPTION.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    return BEARER.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
  }

  /** The fault with every secret in its message hidden. */
  public Fault redact(Fault fault) {
    return new Fault(fault.code(), redact(fault.message()), fault.place());
  }

  private List<String> longestFirst() {
    return values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private void remember(String value) {
    if (value.strip().length() >= SHORTEST) {
      values.add(value);
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
