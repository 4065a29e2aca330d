package io.godwit.data.lint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What lint knows; {@code docs/lint.md} explains each. The codes stay as they are. */
public enum Rule {
  /** A comment that allows what is not said. */
  AL101(Level.WARNING),
  /** A table goes with its rows. */
  DS101(Level.ERROR),
  /** A column goes with its values. */
  DS102(Level.ERROR),
  /** A table is emptied. */
  DS103(Level.ERROR),
  /** All rows are deleted. */
  DS104(Level.ERROR),
  /** A schema, database or type goes with what hangs on it. */
  DS105(Level.ERROR),
  /** Every row is changed. */
  DS106(Level.WARNING),
  /** One goes and one comes where perhaps a rename was meant. */
  RN101(Level.ERROR),
  /** A name that applications use is no more. */
  RN102(Level.WARNING),
  /** A column without default that must not be null. */
  NN101(Level.ERROR),
  /** A type that can hold less. */
  TY101(Level.ERROR),
  /** A type whose values are stored in another way. */
  RW101(Level.WARNING),
  /** A new column whose value is made for every row. */
  RW102(Level.WARNING),
  /** A table is written anew. */
  RW103(Level.WARNING),
  /** Writes wait while an index is built. */
  LK101(Level.WARNING),
  /** Writes wait while a constraint is checked. */
  LK102(Level.WARNING),
  /** Reads and writes wait while a column is searched for nulls. */
  LK103(Level.WARNING),
  /** Reads and writes wait while the index of a constraint is built. */
  LK104(Level.WARNING),
  /** Reads wait for an index or a view. */
  LK105(Level.WARNING),
  /** A lock that is held until the transaction ends. */
  LK106(Level.WARNING),
  /** A constraint is validated while the lock of its making is still held. */
  LK107(Level.WARNING),
  /** Every delete and every join looks at all rows. */
  FK101(Level.WARNING);

  /** What one may mean who seems to rename. */
  static final List<Rule> DROPS = List.of(RN101, DS101, DS102);

  private final Level level;

  Rule(Level level) {
    this.level = level;
  }

  /** How bad it is when nobody says otherwise. */
  public Level level() {
    return level;
  }

  /** The rule of that code. */
  public static Optional<Rule> of(String code) {
    String wanted = code.toUpperCase(Locale.ROOT);
    for (Rule rule : values()) {
      if (rule.name().equals(wanted)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
