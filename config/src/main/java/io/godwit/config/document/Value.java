package io.godwit.config.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a configuration file says, without how it is written: the same in every format. */
public sealed interface Value {

  /** The kinds of single values. */
  enum Kind {
    /** A text. */
    TEXT,
    /** A whole number, of any size. */
    INTEGER,
    /** Another number. */
    DECIMAL,
    /** True or false. */
    TRUTH,
    /** A date, a time or both, as TOML writes them. */
    TIME,
    /** Null. */
    NOTHING;

    /** As messages and authors write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Calls the function for the kind that this is. */
  <R> R fold(
      Function<? super Scalar, ? extends R> scalar,
      Function<? super Items, ? extends R> items,
      Function<? super Table, ? extends R> table);

  /** What it is, for a message. */
  default String what() {
    return fold(scalar -> scalar.kind().word(), items -> "list", table -> "table");
  }

  /** A text. */
  static Scalar text(String text) {
    return new Scalar(Kind.TEXT, text);
  }

  /** A whole number. */
  static Scalar integer(BigInteger number) {
    return new Scalar(Kind.INTEGER, number.toString());
  }

  /** A number, in a form of which there is one for each number. */
  static Scalar decimal(BigDecimal number) {
    return new Scalar(
        Kind.DECIMAL, number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
  }

  /** True or false. */
  static Scalar truth(boolean value) {
    return new Scalar(Kind.TRUTH, Boolean.toString(value));
  }

  /** Null. */
  static Scalar nothing() {
    return new Scalar(Kind.NOTHING, "");
  }

  /**
   * One value.
   *
   * @param text the value in the one form that its kind has
   */
  record Scalar(Kind kind, String text) implements Value {
    /** Checks that nothing is null. */
    public Scalar {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(text, "text");
    }

    @Override
    public <R> R fold(
        Function<? super Scalar, ? extends R> scalar,
        Function<? super Items, ? extends R> items,
        Function<? super Table, ? extends R> table) {
      return scalar.apply(this);
    }
  }

  /** Values in order. */
  record Items(List<Value> items) implements Value {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public <R> R fold(
        Function<? super Scalar, ? extends R> scalar,
        Function<? super Items, ? extends R> list,
        Function<? super Table, ? extends R> table) {
      return list.apply(this);
    }
  }

  /** Values under keys, in the order of the file; two are equal whatever their order. */
  record Table(Map<String, Value> entries) implements Value {
    /** Nothing in it. */
    public static final Table EMPTY = new Table(Map.of());

    /** Copies the map. */
    public Table {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The value under a key. */
    public Optional<Value> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public <R> R fold(
        Function<? super Scalar, ? extends R> scalar,
        Function<? super Items, ? extends R> items,
        Function<? super Table, ? extends R> table) {
      return table.apply(this);
    }
  }
}
