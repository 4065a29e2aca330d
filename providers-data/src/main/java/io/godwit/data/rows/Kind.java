package io.godwit.data.rows;

/** The kinds of transformation that people plan with (A4). */
public enum Kind {
  /** As they are, to another table. */
  COPY,
  /** In another form. */
  CONVERT,
  /** Several tables into one. */
  MERGE,
  /** One table into several. */
  SPLIT,
  /** With what another table knows. */
  ENRICH,
  /** Several of these in sequence. */
  MIGRATE
}
