package io.godwit.engine.release;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.run.Release;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The release that is current, for an application that resolves its schema version, collection and
 * model through it and so sees either all old or all new. One look is one read; nothing is kept but
 * the number of the release that was seen last. May be used from several threads.
 */
public final class CurrentRelease {

  private static final String QUESTION =
      "select r.detail from godwit_current c join godwit_release r on r.id = c.release";

  private final List<Supplier<Optional<Release>>> sources;
  private Optional<ReleaseId> seen = Optional.empty();

  private CurrentRelease(List<Supplier<Optional<Release>>> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Opens a connection, for example {@code dataSource::getConnection}; it is closed after use. */
  @FunctionalInterface
  public interface Connections {
    /** A connection that nobody else uses meanwhile. */
    Connection open() throws SQLException;
  }

  /** Out of a state database, through connections of the application's own. */
  public static CurrentRelease in(Connections stateDatabase) {
    return new CurrentRelease(List.of(() -> read(stateDatabase)));
  }

  /** Out of the first of these that answers. */
  public static CurrentRelease of(List<Supplier<Optional<Release>>> sources) {
    return new CurrentRelease(sources);
  }

  /**
   * The release that is current now; empty before the first.
   *
   * @throws GodwitException if no source answers
   */
  public Optional<Release> get() {
    Optional<Release> release = read();
    synchronized (this) {
      seen = release.map(Release::id);
    }
    return release;
  }

  /**
   * The release that is current now, if it is another than the one that was seen last.
   *
   * @throws GodwitException if no source answers
   */
  public Optional<Release> changed() {
    Optional<Release> release = read();
    synchronized (this) {
      Optional<ReleaseId> before = seen;
      seen = release.map(Release::id);
      return seen.equals(before) ? Optional.empty() : release;
    }
  }

  private Optional<Release> read() {
    GodwitException last =
        new GodwitException(EngineError.STATE_UNREACHABLE, "There is nothing to read it from");
    for (Supplier<Optional<Release>> source : sources) {
      try {
        return source.get();
      } catch (GodwitException e) {
        last = e;
      }
    }
    throw last;
  }

  private static Optional<Release> read(Connections stateDatabase) {
    try (Connection connection = stateDatabase.open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUESTION)) {
      return rows.next()
          ? Optional.of(Json.read(rows.getString(1), Release.class))
          : Optional.empty();
    } catch (SQLException e) {
      throw new GodwitException(
          EngineError.STATE_UNREACHABLE,
          "The current release cannot be read from the state database: " + e.getMessage(),
          e);
    }
  }
}
