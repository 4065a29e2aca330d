package io.godwit.sql.file;

import io.godwit.api.name.Version;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file name of the form {@code {version}_{type?}_{description}.{up|down}.sql} (P1), for example
 * {@code 001_create_tickets.up.sql} or {@code 20260115103000_data_fill_tiers.down.sql}.
 *
 * @param version a sequential number or a timestamp, leading zeros kept
 * @param kind what the script is about, when the name says it
 * @param description the words after it, joined by underscores as written
 * @param direction up or down
 */
public record ScriptName(
    Version version, Optional<ScriptKind> kind, String description, Direction direction) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,64})_([A-Za-z0-9][A-Za-z0-9._-]*)\\.(up|down)\\.sql");

  /** Checks that nothing is null. */
  public ScriptName {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(direction, "direction");
  }

  /** Reads a file name without its folder; empty if it is not of this form. */
  public static Optional<ScriptName> parse(String fileName) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String words = matcher.group(2);
    int underscore = words.indexOf('_');
    Optional<ScriptKind> kind =
        underscore > 0 && underscore < words.length() - 1
            ? ScriptKind.of(words.substring(0, underscore))
            : Optional.empty();
    return Optional.of(
        new ScriptName(
            new Version(matcher.group(1)),
            kind,
            kind.isPresent() ? words.substring(underscore + 1) : words,
            Direction.valueOf(matcher.group(3).toUpperCase(Locale.ROOT))));
  }

  /** The same name for the other direction. */
  public ScriptName opposite() {
    return new ScriptName(
        version, kind, description, direction == Direction.UP ? Direction.DOWN : Direction.UP);
  }

  /** The file name. */
  public String fileName() {
    String type = kind.map(k -> k.name().toLowerCase(Locale.ROOT) + "_").orElse("");
    return version
        + "_"
        + type
        + description
        + "."
        + direction.name().toLowerCase(Locale.ROOT)
        + ".sql";
  }
}
