package io.godwit.sql;

import io.godwit.api.error.Place;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.function.Function;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A database's refusal of a statement that stands in an author's file. */
public final class LocatedSqlException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String statement;

  /**
   * Adds where the statement stands.
   *
   * @param place gives the place of a character of the statement, counted from 1
   * @param statement the statement, as it may be shown
   */
  public LocatedSqlException(SQLException cause, Function<Integer, Place> place, String statement) {
    super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
    this.place = place.apply(position(cause).orElse(1));
    this.statement = statement;
  }

  /** Where the database stopped, or where the statement begins if it did not say. */
  public Place place() {
    return place;
  }

  /** The statement, as it may be shown. */
  public String statement() {
    return statement;
  }

  /** The character at which PostgreSQL stopped, from 1. */
  private static OptionalInt position(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    return server != null && server.getPosition() > 0
        ? OptionalInt.of(server.getPosition())
        : OptionalInt.empty();
  }
}
