package io.godwit.sql.receipt;

import io.godwit.api.step.Progress;
import java.sql.Connection;
import java.sql.SQLException;

/** What an effect does to the database. */
@FunctionalInterface
public interface Work {

  /**
   * Sets up the connection before anything else, outside any transaction: settings that a
   * transaction cannot change. Leaves nothing in the database.
   */
  default void prepare(Connection connection) throws SQLException {}

  /**
   * Whether it may leave the session changed: settings, temporary tables, attached files. Then
   * nobody else gets the connection as it is.
   */
  default boolean changesSession() {
    return false;
  }

  /**
   * Does it, or the next part of it. Neither commits nor rolls back.
   *
   * @param connection in the effect's transaction, or without one where the effect refuses it
   * @param past what earlier attempts have done
   * @return how far it has come now
   * @throws SQLException if the database refuses; then nothing of a transaction stays
   */
  Progress run(Connection connection, Past past) throws SQLException;
}
