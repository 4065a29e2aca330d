package io.godwit.engine.project;

import io.godwit.api.name.Version;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a migration's file or folder: a number or timestamp, and a description, as in {@code
 * 001_create_tickets} (P1).
 *
 * @param number the number as it is written
 * @param words the description as it is written
 */
record NumberedName(Version number, String words) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,20})_([A-Za-z0-9][\\w.+-]{0,99})");
  private static final Pattern WITH_KIND =
      Pattern.compile(
          "(?:schema|data|functions?|triggers?|views?|indexe?s?|constraints?|seeds?|cleanup)[_-]"
              + "(.+)");

  static Optional<NumberedName> of(String stem) {
    Matcher matcher = FORM.matcher(stem);
    return matcher.matches()
        ? Optional.of(new NumberedName(new Version(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** The whole name. */
  String stem() {
    return number + "_" + words;
  }

  /**
   * The description in kebab case: the migration's id unless it says another. A kind of migration
   * in the name ({@code 003_data_backfill}) stays in it, so that an id never depends on which words
   * are known as kinds.
   */
  String id() {
    return kebab(words);
  }

  /** What it is called in other migrations' dependencies. */
  Set<String> aliases() {
    Set<String> aliases = new LinkedHashSet<>();
    aliases.add(stem());
    aliases.add(words);
    aliases.add(id());
    Matcher withKind = WITH_KIND.matcher(words);
    if (withKind.matches()) {
      aliases.add(withKind.group(1));
      aliases.add(kebab(withKind.group(1)));
    }
    return aliases;
  }

  /** The description as people read it. */
  String description() {
    return words.replace('_', ' ');
  }

  /** The same with its number in the words, for an id that another migration has taken. */
  String idWithNumber() {
    return id() + "-" + number;
  }

  private static String kebab(String words) {
    return words.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }
}
