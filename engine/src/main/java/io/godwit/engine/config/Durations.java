package io.godwit.engine.config;

import io.godwit.engine.config.ScalarForm.NotOfThisForm;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, {@code 1h30m}, and as ISO 8601 does, {@code PT1H30M}. */
final class Durations {

  private static final int LONGEST = 40;
  private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,12}(?:ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

  private Durations() {}

  static Object parse(String text) {
    if (text.length() > LONGEST) {
      throw new NotOfThisForm();
    }
    return WHOLE.matcher(text).matches() ? parts(text) : iso(text);
  }

  private static Duration parts(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(part(Long.parseLong(part.group(1)), part.group(2)));
    }
    return sum;
  }

  private static Duration part(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new NotOfThisForm();
    }
  }
}
