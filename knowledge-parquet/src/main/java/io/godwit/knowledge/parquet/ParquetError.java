package io.godwit.knowledge.parquet;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.GodwitException;
import org.jspecify.annotations.Nullable;

/** What can go wrong with Parquet files; {@code docs/errors.md} says what to do about each. */
public enum ParquetError implements ErrorCode {
  /** The files cannot be read, or are not what their metadata says. */
  BAD_PARQUET("GW-494", ErrorKind.USER),
  /** The files are not those any more that the plan was made with. */
  PARQUET_CHANGED("GW-495", ErrorKind.CONFLICT);

  private final String id;
  private final ErrorKind kind;

  ParquetError(String id, ErrorKind kind) {
    this.id = id;
    this.kind = kind;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }

  /** That something in a file cannot be. */
  static GodwitException bad(Object file, String what, @Nullable Exception cause) {
    return new GodwitException(
        BAD_PARQUET,
        "Parquet file " + file + " cannot be read: " + what + "; write it again",
        cause);
  }
}
