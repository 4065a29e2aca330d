package io.godwit.knowledge.openai;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a service wants to be left alone, by the headers of an answer. */
final class RateHeaders {

  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m|h)");

  private RateHeaders() {}

  /** What {@code Retry-After} says: seconds, or a date. */
  static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
    return headers.firstValue("retry-after").flatMap(text -> retryAfter(text.strip(), now));
  }

  private static Optional<Duration> retryAfter(String text, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(now, then);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** When nothing is left of a budget: how long until it is filled. Not every service tells. */
  static Duration untilReset(HttpHeaders headers) {
    Duration longest = Duration.ZERO;
    for (String budget : List.of("requests", "tokens")) {
      boolean empty =
          headers.firstValue("x-ratelimit-remaining-" + budget).filter("0"::equals).isPresent();
      Duration reset =
          headers
              .firstValue("x-ratelimit-reset-" + budget)
              .map(RateHeaders::duration)
              .orElse(Duration.ZERO);
      if (empty && reset.compareTo(longest) > 0) {
        longest = reset;
      }
    }
    return longest;
  }

  private static Duration duration(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      double amount = Double.parseDouble(part.group(1));
      double millis =
          switch (part.group(2)) {
            case "ms" -> amount;
            case "s" -> amount * 1000;
            case "m" -> amount * 60_000;
            default -> amount * 3_600_000;
          };
      sum = sum.plusMillis((long) millis);
    }
    return sum;
  }
}
