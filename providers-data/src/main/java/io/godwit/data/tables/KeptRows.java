package io.godwit.data.tables;

import io.godwit.api.name.Digest;
import io.godwit.api.step.Effect;
import io.godwit.data.sql.KeptTables;
import io.godwit.data.sql.TableShape;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a restore replaces, which its undo brings back, and those that the undo replaces,
 * which come back when it is applied again.
 */
final class KeptRows {

  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  private final Dialect dialect;
  private final Connection connection;
  private final KeptTables tables;
  private final Effect effect;

  KeptRows(Dialect dialect, Connection connection, Effect effect) {
    this.dialect = dialect;
    this.connection = connection;
    this.tables = new KeptTables(dialect, connection);
    this.effect = effect;
  }

  void keepBefore(String table) throws SQLException {
    keep(BEFORE, table);
  }

  void keepAfter(String table) throws SQLException {
    keep(AFTER, table);
  }

  private void keep(String when, String table) throws SQLException {
    @Nullable TableShape shape = TableShape.find(dialect, connection, table);
    if (shape != null) {
      Effect.Keys keys =
          new Effect.Keys(
              Digest.ofParts(effect.keys().key().hex(), when), origin(when), Optional.empty());
      tables.keepOwn(
          new Effect(effect.verb(), effect.run(), effect.step(), keys, effect.token()), shape);
    }
  }

  private Digest origin(String when) {
    return Digest.ofParts(effect.keys().origin().hex(), when);
  }

  void bringBackBefore() throws SQLException {
    tables.bringBack(origin(BEFORE));
  }

  void bringBackAfter() throws SQLException {
    tables.bringBack(origin(AFTER));
  }

  boolean holdsAfter() throws SQLException {
    return tables.holds(origin(AFTER));
  }

  void free() throws SQLException {
    tables.free(origin(BEFORE));
    tables.free(origin(AFTER));
  }
}
