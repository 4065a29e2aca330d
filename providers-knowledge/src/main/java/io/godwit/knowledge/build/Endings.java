package io.godwit.knowledge.build;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.sql.SqlError;
import java.util.Set;

/**
 * How an attempt ended that changed nothing. The database's own faults have been judged already;
 * what a repository or a service could not do now, it may do later.
 */
public final class Endings {

  private static final Set<ErrorCode> PASSING =
      Set.of(SqlError.CONNECTION_LOST, SqlError.CONTENTION, SqlError.NO_ROOM);

  private Endings() {}

  /** Of what was thrown, which nobody has judged: a reading that broke off can be repeated. */
  public static <T> Attempt<T> of(GodwitException e) {
    Fault fault = e.faults().get(0);
    return PASSING.contains(fault.code()) ? new Attempt.Retryable<>(fault) : of(fault);
  }

  /** The same attempt, to be repeated if it was refused for something that passes. */
  public static <T> Attempt<T> judged(Attempt<T> attempt) {
    return attempt.fold(
        value -> attempt, Endings::of, Attempt.Retryable::new, Attempt.Unknown::new);
  }

  private static <T> Attempt<T> of(Fault fault) {
    ErrorKind kind = fault.code().kind();
    boolean passes = kind == ErrorKind.EXTERNAL || kind == ErrorKind.RESOURCES;
    return passes && !(fault.code() instanceof SqlError)
        ? new Attempt.Retryable<>(fault)
        : new Attempt.Rejected<>(fault);
  }
}
