package io.godwit.sql;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.outcome.Attempt;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;

/**
 * What a driver's exception means for the one who made the attempt.
 *
 * <p>PostgreSQL is judged by its SQLSTATE (Appendix A of its manual), SQLite by its primary result
 * code. A connection that breaks before the commit takes the transaction with it: nothing happened.
 * One that breaks while the commit, or a statement without transaction, is under way leaves the
 * outcome unknown.
 */
public final class SqlFailure {

  /** What was going on. */
  public enum Moment {
    /** A connection was being made. */
    CONNECT,
    /** Statements ran in a transaction that was not yet to be committed. */
    BEFORE_COMMIT,
    /** The transaction was being committed. */
    COMMIT,
    /** A statement ran without a transaction around it. */
    ALONE
  }

  private enum Ending {
    REJECTED,
    RETRYABLE,
    UNKNOWN
  }

  private record Verdict(Ending ending, SqlError code, String advice) {}

  private final Verdict verdict;
  private final Fault fault;

  private SqlFailure(Verdict verdict, Fault fault) {
    this.verdict = verdict;
    this.fault = fault;
  }

  /** Judges an exception. */
  public static SqlFailure of(DatabaseUrl url, SQLException e, Moment moment) {
    SQLException root = root(e);
    Verdict verdict =
        url.dialect() == Dialect.SQLITE ? sqlite(root, moment) : postgres(root, moment);
    Fault fault = new Fault(verdict.code, message(url, e, root, verdict), place(e));
    return new SqlFailure(verdict, fault);
  }

  /** What to report. */
  public Fault fault() {
    return fault;
  }

  /** The way in which the attempt ended. */
  public <T> Attempt<T> attempt() {
    return switch (verdict.ending) {
      case REJECTED -> new Attempt.Rejected<>(fault);
      case RETRYABLE -> new Attempt.Retryable<>(fault);
      case UNKNOWN -> new Attempt.Unknown<>(fault);
    };
  }

  /** The pool and ourselves wrap; the driver's own exception is what counts. */
  private static SQLException root(SQLException e) {
    SQLException root = e;
    while (root.getCause() instanceof SQLException cause
        && (root instanceof LocatedSqlException
            || root instanceof SQLTransientConnectionException
            || root instanceof SQLNonTransientConnectionException)) {
      root = cause;
    }
    return root;
  }

  private static Optional<Place> place(SQLException e) {
    return e instanceof LocatedSqlException located
        ? Optional.of(located.place())
        : Optional.empty();
  }

  private static Verdict postgres(SQLException e, Moment moment) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return switch (state) {
      case "40001", "40P01" -> contention("another transaction was in the way");
      case "55P03", "55006" -> contention("somebody else holds it; pg_locks says who");
      case "57014" ->
          rejected(SqlError.TOO_SLOW, "raise the statement time-out, or make it do less at once");
      case "25001", "2D000" ->
          rejected(
              SqlError.STATEMENT_REFUSED,
              "put the comment '-- godwit: no-transaction' before it to run it outside a"
                  + " transaction");
      case "42501" -> rejected(SqlError.NOT_ALLOWED, "grant it, or use another user");
      case "53100", "53200", "53300" -> retryable(SqlError.NO_ROOM, "make room on the server");
      case "57P01", "57P02", "57P03" -> lost(moment);
      case "08001", "08004" -> lost(Moment.CONNECT); // There was no connection to lose.
      case "XX001", "XX002" -> rejected(SqlError.DAMAGED, "restore the database from a backup");
      default -> {
        if (state.startsWith("08")) {
          yield lost(moment);
        }
        yield moment == Moment.CONNECT
            ? rejected(SqlError.UNREACHABLE, "look at address, database, user and password")
            : rejected(SqlError.STATEMENT_REFUSED, "mend the statement");
      }
    };
  }

  private static Verdict sqlite(SQLException e, Moment moment) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    return switch (code) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_SCHEMA ->
          contention("another connection holds the file");
      case SQLITE_FULL, SQLITE_NOMEM -> retryable(SqlError.NO_ROOM, "make room on the disk");
      case SQLITE_IOERR -> lost(moment);
      case SQLITE_CANTOPEN ->
          retryable(SqlError.UNREACHABLE, "look whether the file and its folder can be written");
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          rejected(
              SqlError.DAMAGED,
              "look whether it is the right file; if it is, move it away and bring a backup back");
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          rejected(SqlError.NOT_ALLOWED, "let this user write the file and its folder");
      case SQLITE_INTERRUPT -> rejected(SqlError.TOO_SLOW, "raise the statement time-out");
      default -> rejected(SqlError.STATEMENT_REFUSED, "mend the statement");
    };
  }

  private static Verdict lost(Moment moment) {
    return switch (moment) {
      case CONNECT -> retryable(SqlError.UNREACHABLE, "look whether the server runs");
      case BEFORE_COMMIT ->
          retryable(SqlError.CONNECTION_LOST, "nothing was committed; it can be repeated");
      case COMMIT, ALONE ->
          new Verdict(
              Ending.UNKNOWN, SqlError.OUTCOME_UNKNOWN, "the target is asked before anything else");
    };
  }

  private static Verdict contention(String advice) {
    return retryable(SqlError.CONTENTION, advice);
  }

  private static Verdict retryable(SqlError code, String advice) {
    return new Verdict(Ending.RETRYABLE, code, advice);
  }

  private static Verdict rejected(SqlError code, String advice) {
    return new Verdict(Ending.REJECTED, code, advice);
  }

  private static String message(
      DatabaseUrl url, SQLException e, SQLException root, Verdict verdict) {
    StringBuilder text = new StringBuilder(url.toString()).append(": ").append(server(root));
    if (e instanceof LocatedSqlException located) {
      text.append("; the statement: ").append(located.statement());
    }
    return url.scrub(text.append("; ").append(verdict.advice).toString());
  }

  /** The server's message with its detail and hint, on one line. */
  private static String server(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    if (server == null) {
      String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
      return message.replaceAll("\\s*\\R\\s*", " ");
    }
    StringBuilder text = new StringBuilder();
    text.append(server.getMessage());
    append(text, "detail", server.getDetail());
    append(text, "hint", server.getHint());
    append(text, "in", server.getWhere());
    return text.append(" (SQLSTATE ").append(e.getSQLState()).append(')').toString();
  }

  private static void append(StringBuilder text, String label, @Nullable String part) {
    if (part != null && !part.isEmpty()) {
      text.append("; ").append(label).append(": ").append(part.replaceAll("\\s*\\R\\s*", " "));
    }
  }
}
