package io.godwit.data.script;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.data.error.DataError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an author says to Godwit in a comment before a statement.
 *
 * <p>{@code -- godwit: no-transaction}: the statement runs outside a transaction; before the first
 * statement of a script, all of them do. {@code -- godwit: allow LK101 because REASON}: what lint
 * has to say about the statement under this code is known and meant.
 *
 * @param codes what is allowed; none for no-transaction
 * @param reason why
 */
record Directive(List<String> codes, String reason) {

  private static final Pattern FORM =
      Pattern.compile("(?s)^(?:--|/\\*)\\s*godwit:\\s*(.*?)\\s*(?:\\*/)?$");
  private static final String NO_TRANSACTION = "no-transaction";
  private static final Pattern ALLOW =
      Pattern.compile("(?s)allow\\s+(\\w+(?:\\s*,\\s*\\w+)*)(?:\\s+because\\b\\s*(.*))?");

  Directive {
    codes = List.copyOf(codes);
  }

  boolean noTransaction() {
    return codes.isEmpty();
  }

  /** The directive in a comment, if there is one. */
  static Optional<Directive> in(String comment, Place place) {
    Matcher matcher = FORM.matcher(comment);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String said = matcher.group(1);
    if (said.equals(NO_TRANSACTION)) {
      return Optional.of(new Directive(List.of(), ""));
    }
    Matcher allow = ALLOW.matcher(said);
    if (!allow.matches()) {
      throw fault(
          place,
          "'godwit: "
              + said
              + "' is no directive; there are 'godwit: no-transaction' and 'godwit: allow CODE"
              + " because REASON'");
    }
    String reason = allow.group(2);
    if (reason == null || reason.isBlank()) {
      throw fault(
          place,
          "'godwit: "
              + said
              + "' gives no reason; write 'godwit: allow "
              + allow.group(1)
              + " because' and why it is safe here");
    }
    List<String> codes = List.of(allow.group(1).toUpperCase(Locale.ROOT).split("\\s*,\\s*", -1));
    return Optional.of(new Directive(codes, reason.strip()));
  }

  private static GodwitException fault(Place place, String message) {
    return new GodwitException(Fault.at(place, DataError.DIRECTIVE, message));
  }
}
