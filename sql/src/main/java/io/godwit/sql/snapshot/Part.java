package io.godwit.sql.snapshot;

import java.util.List;

/**
 * One piece of what a PostgreSQL database consists of, with the statement that makes it.
 *
 * @param phase when it is made, unless something that it needs comes later
 * @param key the catalog's name for it, a letter and its oid; empty if nothing can need it
 * @param needs the keys of what must be there before it
 * @param what it is, for a person
 * @param mode how it is made
 * @param sql the statement, without the semicolon; of rows the table with its columns
 */
record Part(int phase, String key, List<String> needs, String what, Mode mode, String sql) {

  /** How a part is made. */
  enum Mode {
    /** By a statement that must succeed. */
    DO,
    /** By a statement that names what other servers need not have, such as a role. */
    SOFT,
    /** By sending rows. */
    COPY
  }

  Part {
    needs = List.copyOf(needs);
  }

  /** The same, left out where what it names is not there. */
  Part soft() {
    return mode == Mode.DO ? new Part(phase, key, needs, what, Mode.SOFT, sql) : this;
  }
}
