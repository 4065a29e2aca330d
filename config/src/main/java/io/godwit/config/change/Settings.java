package io.godwit.config.change;

import io.godwit.api.config.Setting;
import io.godwit.config.document.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values as an author writes them in a migration. */
final class Settings {

  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,100}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?[0-9]{1,100}(\\.[0-9]{1,100})?([eE][-+]?[0-9]{1,3})?");

  private Settings() {}

  /** A value; what stands in quotes is a text. */
  static Value value(Setting setting) {
    return setting.fold(
        scalar ->
            scalar
                .text()
                .map(text -> scalar.quoted() ? Value.text(text) : plain(text))
                .orElseGet(Value::nothing),
        sequence -> new Value.Items(sequence.items().stream().map(Settings::value).toList()),
        mapping -> {
          Map<String, Value> entries = new LinkedHashMap<>();
          mapping.entries().forEach((key, child) -> entries.put(key, value(child)));
          return new Value.Table(entries);
        });
  }

  private static Value plain(String text) {
    return of(Value.Kind.INTEGER, text)
        .or(() -> of(Value.Kind.DECIMAL, text))
        .or(() -> of(Value.Kind.TRUTH, text))
        .orElseGet(() -> Value.text(text));
  }

  /** A text as a value of a kind; empty if it is none. */
  static Optional<Value> of(Value.Kind kind, String text) {
    return switch (kind) {
      case TEXT -> Optional.of(Value.text(text));
      case INTEGER ->
          INTEGER.matcher(text).matches()
              ? Optional.of(Value.integer(new BigInteger(text)))
              : Optional.empty();
      case DECIMAL ->
          DECIMAL.matcher(text).matches()
              ? Optional.of(Value.decimal(new BigDecimal(text)))
              : Optional.empty();
      case TRUTH ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Value.truth(text.equals("true")))
              : Optional.empty();
      case TIME, NOTHING -> Optional.empty();
    };
  }
}
