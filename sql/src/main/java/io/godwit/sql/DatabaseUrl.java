package io.godwit.sql;

import io.godwit.api.error.GodwitException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a database is, taken apart so that its secrets stay out of messages.
 *
 * <p>Written as a JDBC URL, or as the {@code postgresql://user:password@host/db} that hosting
 * services give; user and password may stand in either.
 */
public final class DatabaseUrl {

  private static final String POSTGRES = "jdbc:postgresql:";

  private final Dialect dialect;
  private final String jdbc;
  private final Map<String, String> properties;
  private final Optional<Path> file;

  private DatabaseUrl(
      Dialect dialect, String jdbc, Map<String, String> properties, Optional<Path> file) {
    this.dialect = dialect;
    this.jdbc = jdbc;
    this.properties = Map.copyOf(properties);
    this.file = file;
  }

  /**
   * Reads a URL.
   *
   * @param directory what the path of a SQLite file is relative to
   * @throws GodwitException {@link SqlError#BAD_URL} if no driver of ours takes it
   */
  public static DatabaseUrl parse(String url, Path directory) {
    String full =
        url.startsWith("postgres://") || url.startsWith("postgresql://")
            ? POSTGRES + url.substring(url.indexOf("://") + 1)
            : url;
    Dialect dialect =
        Dialect.ofUrl(full)
            .orElseThrow(
                () ->
                    bad(
                        "the database URL begins with '"
                            + scheme(url)
                            + "'; use jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE"));
    String rest = full.substring(dialect.prefix().length());
    int question = rest.indexOf('?');
    Map<String, String> properties = new TreeMap<>();
    if (question >= 0) {
      readParameters(rest.substring(question + 1), properties);
      rest = rest.substring(0, question);
    }
    return dialect == Dialect.SQLITE
        ? sqlite(rest, properties, directory)
        : postgres(rest, properties);
  }

  private static String scheme(String url) {
    int slashes = url.indexOf("//");
    int at = url.indexOf('@');
    int end = slashes >= 0 ? slashes : at >= 0 ? 0 : Math.min(url.length(), 16);
    return url.substring(0, end);
  }

  private static void readParameters(String query, Map<String, String> into) {
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        into.put(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
      } else if (!parameter.isEmpty()) {
        into.put(parameter, "");
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad("a value in the database URL has a broken % sequence; write % as %25");
    }
  }

  private static DatabaseUrl sqlite(String path, Map<String, String> properties, Path directory) {
    if (path.isEmpty() || path.startsWith(":") || path.startsWith("file:")) {
      throw bad(
          "jdbc:sqlite:"
              + path
              + " names no file; a target must outlive its connections, so write jdbc:sqlite:FILE");
    }
    try {
      Path file = directory.resolve(path).normalize();
      return new DatabaseUrl(
          Dialect.SQLITE, Dialect.SQLITE.prefix() + file, properties, Optional.of(file));
    } catch (InvalidPathException e) {
      throw bad("jdbc:sqlite: is followed by no file name: " + e.getReason());
    }
  }

  private static DatabaseUrl postgres(String rest, Map<String, String> properties) {
    String place = rest;
    int slash = place.indexOf('/', 2);
    int at = place.lastIndexOf('@', slash < 0 ? place.length() : slash);
    if (place.startsWith("//") && at > 0) {
      String login = place.substring(2, at);
      int colon = login.indexOf(':');
      properties.put("user", decoded(colon < 0 ? login : login.substring(0, colon)));
      if (colon >= 0) {
        properties.put("password", decoded(login.substring(colon + 1)));
      }
      place = "//" + place.substring(at + 1);
    }
    return new DatabaseUrl(Dialect.POSTGRESQL, POSTGRES + place, properties, Optional.empty());
  }

  private static GodwitException bad(String message) {
    return new GodwitException(SqlError.BAD_URL, message);
  }

  /** Whose database it is. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * The same with another database: of the same server, for the same user; or another file.
   *
   * @param name the name of the database, or the path of the file
   */
  DatabaseUrl sibling(String name) {
    return dialect == Dialect.SQLITE
        ? new DatabaseUrl(dialect, dialect.prefix() + name, properties, Optional.of(Path.of(name)))
        : new DatabaseUrl(dialect, server() + name, properties, Optional.empty());
  }

  private String server() {
    String before = jdbc.substring(0, beforeName());
    return before.endsWith("/") || before.endsWith(":") ? before : before + "/";
  }

  /** The name of the database; of SQLite the path of its file. */
  String name() {
    return jdbc.substring(beforeName());
  }

  /** Without a server the name comes right after the prefix. */
  private int beforeName() {
    if (dialect == Dialect.SQLITE) {
      return dialect.prefix().length();
    }
    boolean server = jdbc.startsWith(POSTGRES + "//");
    int slash = jdbc.indexOf('/', POSTGRES.length() + 2);
    return server && slash >= 0 ? slash + 1 : server ? jdbc.length() : POSTGRES.length();
  }

  /** The file of a SQLite database. */
  public Optional<Path> file() {
    return file;
  }

  /** The URL for the driver, without user, password and other parameters. */
  String jdbc() {
    return jdbc;
  }

  /** The parameters for the driver, secrets among them. */
  Map<String, String> properties() {
    return properties;
  }

  /** A driver's message without what of the URL is nobody's business. */
  String scrub(String message) {
    String clean = message;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      boolean secret = property.getKey().toLowerCase(Locale.ROOT).contains("password");
      if (secret && !property.getValue().isEmpty()) {
        clean = clean.replace(property.getValue(), "***");
      }
    }
    return clean;
  }

  /** The URL as it may be shown: without user, password and parameters. */
  @Override
  public String toString() {
    return jdbc;
  }
}
