package io.godwit.knowledge.store;

import io.godwit.sql.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The few things in which the two databases differ, as far as this store uses them. */
interface StoreDialect {

  /** The dialect of a database. */
  static StoreDialect of(Dialect dialect) {
    return dialect == Dialect.SQLITE ? new SqliteStore() : new PostgresStore();
  }

  /** The type of a key that the database counts up by itself. */
  String identity();

  /** The type of a whole number of 64 bits. */
  String integer();

  /** The type of a handful of bytes. */
  String bytes();

  /** The type of a vector. */
  String vector();

  /** What is said of the tables after they have been made. */
  List<String> afterwards();

  /** What follows an expression so that texts are sorted by their bytes in UTF-8. */
  String byBytes();

  /** The query that tells whether there is a table of that name for us: one row, or none. */
  String tableLookup();

  /** Whether rows go in by {@link io.godwit.sql.BinaryCopy}. */
  boolean copies();

  /** Sets a parameter of the vector's type. */
  void bindVector(PreparedStatement statement, int index, float[] vector) throws SQLException;

  /** Prepares a query that reads many vectors. */
  void prepareReading(PreparedStatement select) throws SQLException;

  /** Reads a column of the vector's type. */
  float[] readVector(ResultSet row, int column) throws SQLException;
}
