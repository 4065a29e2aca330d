package io.godwit.cli.text;

import io.godwit.api.run.MigrationView;
import io.godwit.cli.terminal.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, times and versions in words. */
public final class Words {

  private static final Pattern PLURAL = Pattern.compile("(?<=^[a-z]{1,20})s\\b");
  private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");
  private static final String[] BYTES = {"bytes", "kB", "MB", "GB", "TB", "PB"};

  private final ZoneId zone;

  /** Words for a person in this time zone. */
  public Words(ZoneId zone) {
    this.zone = zone;
  }

  /** {@code 2026-11-20 22:10}. */
  public String minute(Optional<Instant> at) {
    return at.map(instant -> instant.atZone(zone))
        .map(time -> time.toLocalDate() + " " + two(time.getHour()) + ":" + two(time.getMinute()))
        .orElse("");
  }

  /** {@code 22:10:05}. */
  public String second(Instant at) {
    ZonedDateTime time = at.atZone(zone);
    return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
  }

  /** {@code 22:10:05.123}. */
  public String millisecond(Instant at) {
    int millis = at.atZone(zone).getNano() / 1_000_000;
    return second(at) + "." + (millis < 100 ? "0" : "") + two(millis);
  }

  /** At least two digits. A formatter would do it too, and cost more than the rest of a command. */
  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /** {@code 0.3 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}; empty if either is. */
  public static String took(Optional<Instant> from, Optional<Instant> to) {
    return from.isPresent() && to.isPresent() ? took(Duration.between(from.get(), to.get())) : "";
  }

  static String took(Duration duration) {
    long millis = Math.max(duration.toMillis(), 0);
    long seconds = millis / 1000;
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /** {@code 0:42}, {@code 12:03}, {@code 1:02:03}. */
  public static String clock(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** {@code 1,204}. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 90.1 MB}. */
  public static String bytes(double value) {
    int unit = 0;
    double rest = value;
    while (rest >= 999.5 && unit < BYTES.length - 1) {
      rest /= 1000;
      unit++;
    }
    return unit == 0
        ? number(Math.round(rest)) + " bytes"
        : String.format(Locale.ROOT, rest < 99.95 ? "%.1f %s" : "%.0f %s", rest, BYTES[unit]);
  }

  /** The text with its digests cut to what a person compares. */
  public static String shortened(String text, Look look) {
    return DIGEST.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(look.ellipsis()));
  }

  /**
   * {@code 3 rows kept aside}, {@code 1 row kept aside}.
   *
   * @param what the plural, its noun first
   */
  public static String counted(long count, String what) {
    return number(count) + " " + (count == 1 ? one(what) : what);
  }

  private static String one(String what) {
    return PLURAL
        .matcher(what)
        .replaceFirst("")
        .replace(" that are ", " that is ")
        .replace(" as they were", " as it was");
  }

  /** {@code 1 step}, {@code 3 steps}. */
  public static String count(long count, String one) {
    return number(count) + " " + (count == 1 ? one : one + "s");
  }

  /** {@code 1.5.0 → 2.0.0}: the versions between which a migration or its return leads. */
  public static String path(Look look, MigrationView migration) {
    return path(look, migration.sourceVersion(), Optional.of(migration.targetVersion()));
  }

  /** {@code 1.5.0 → 2.0.0}. */
  public static String path(Look look, Optional<String> from, Optional<String> to) {
    return version(from) + " " + look.arrow() + " " + version(to);
  }

  /** Whether a run of this direction leads to an earlier release. */
  static boolean isBack(String direction) {
    return direction.equals("down") || direction.equals("restore");
  }

  private static String version(Optional<String> version) {
    return version.filter(text -> !text.isEmpty()).orElse("(none)");
  }
}
