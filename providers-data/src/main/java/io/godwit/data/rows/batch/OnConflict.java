package io.godwit.data.rows.batch;

/** What happens to a row whose key the table has already. */
public enum OnConflict {
  /** It takes the new values. */
  UPDATE,
  /** It stays as it is. */
  SKIP,
  /** The step fails, or keeps the row that could not go in, where it goes on after errors. */
  FAIL
}
