package io.godwit.sql;

import java.util.Locale;
import java.util.Optional;

/** The databases that Godwit speaks to. */
public enum Dialect {
  /** SQLite 3, one file, one writer. */
  SQLITE("jdbc:sqlite:"),
  /** PostgreSQL 14 and later. */
  POSTGRESQL("jdbc:postgresql:");

  private final String prefix;

  Dialect(String prefix) {
    this.prefix = prefix;
  }

  /** The beginning of this database's JDBC URLs. */
  public String prefix() {
    return prefix;
  }

  /** The dialect of a JDBC URL, or empty if no dialect claims it. */
  public static Optional<Dialect> ofUrl(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    for (Dialect dialect : values()) {
      if (lower.startsWith(dialect.prefix)) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }

  /**
   * The name in double quotes, inner ones doubled: what both databases read as an identifier,
   * whatever stands in it.
   *
   * @throws IllegalArgumentException if the name is empty or holds a NUL, which no quoting can
   *     carry
   */
  public String quote(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an SQL name is not empty and holds no NUL");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The text as an SQL string constant: in single quotes, inner ones doubled. */
  public String literal(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an SQL string holds no NUL");
    }
    // A backslash is only special in PostgreSQL when somebody has switched standard strings off;
    // E'' with doubled backslashes reads the same either way.
    return this == POSTGRESQL && text.indexOf('\\') >= 0
        ? " E'" + text.replace("\\", "\\\\").replace("'", "''") + '\''
        : '\'' + text.replace("'", "''") + '\'';
  }
}
