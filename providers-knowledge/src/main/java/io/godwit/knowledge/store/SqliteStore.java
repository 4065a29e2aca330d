package io.godwit.knowledge.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** SQLite: vectors are BLOBs of little-endian IEEE 754 binary32. */
final class SqliteStore implements StoreDialect {

  @Override
  public String identity() {
    return "INTEGER PRIMARY KEY";
  }

  @Override
  public String integer() {
    return "INTEGER";
  }

  @Override
  public String bytes() {
    return "BLOB";
  }

  @Override
  public String vector() {
    return "BLOB";
  }

  @Override
  public List<String> afterwards() {
    return List.of();
  }

  @Override
  public String byBytes() {
    return "";
  }

  @Override
  public String tableLookup() {
    return "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
  }

  @Override
  public boolean copies() {
    return false;
  }

  @Override
  public void bindVector(PreparedStatement statement, int index, float[] vector)
      throws SQLException {
    byte[] bytes = new byte[vector.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(vector);
    statement.setBytes(index, bytes);
  }

  @Override
  public void prepareReading(PreparedStatement select) {
    // BLOBs are bytes already.
  }

  @Override
  public float[] readVector(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    float[] vector = new float[bytes.length / Float.BYTES];
    littleEndian(bytes).asFloatBuffer().get(vector);
    return vector;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
