package io.godwit.data.script;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.data.error.DataError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an author says to Godwit in a comment: {@code -- godwit: no-transaction}. */
enum Directive {
  /**
   * The next statement runs outside a transaction; before the first statement of a script, all of
   * them.
   */
  NO_TRANSACTION("no-transaction");

  private static final Pattern FORM =
      Pattern.compile("(?s)^(?:--|/\\*)\\s*godwit:\\s*(.*?)\\s*(?:\\*/)?$");

  private final String word;

  Directive(String word) {
    this.word = word;
  }

  /** The directive in a comment, if there is one. */
  static Optional<Directive> in(String comment, Place place) {
    Matcher matcher = FORM.matcher(comment);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (Directive directive : values()) {
      if (directive.word.equals(matcher.group(1))) {
        return Optional.of(directive);
      }
    }
    throw new GodwitException(
        Fault.at(
            place,
            DataError.DIRECTIVE,
            "'godwit: "
                + matcher.group(1)
                + "' is no directive; the one there is: 'godwit: "
                + NO_TRANSACTION.word
                + "'"));
  }
}
