package io.godwit.knowledge.store;

import java.sql.SQLException;

/** Carries a database's exception through code that knows nothing of databases. */
public final class WrappedSqlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SQLException wrapped;

  /** Around this one. */
  public WrappedSqlException(SQLException wrapped) {
    super(wrapped);
    this.wrapped = wrapped;
  }

  /** The database's exception. */
  public SQLException wrapped() {
    return wrapped;
  }
}
