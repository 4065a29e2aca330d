package io.godwit.knowledge.build;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.sql.SqlError;

/**
 * How an attempt ended that changed nothing. The database's own faults have been judged already;
 * what a repository or a service could not do now, it may do later.
 */
public final class Endings {

  private Endings() {}

  public static <T> Attempt<T> of(GodwitException e) {
    return of(e.faults().get(0));
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
