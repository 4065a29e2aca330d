package io.godwit.data.lint;

import java.util.List;
import java.util.Optional;

/** What is known of the tables that are there before a script runs. */
public interface Facts {

  /** Nothing is known. */
  Facts NONE =
      new Facts() {
        @Override
        public Optional<String> type(String table, String column) {
          return Optional.empty();
        }

        @Override
        public boolean indexed(String table, List<String> columns) {
          return false;
        }

        @Override
        public boolean neverNull(String table, String column) {
          return false;
        }
      };

  /** The type of a column, such as {@code character varying(20)}. */
  Optional<String> type(String table, String column);

  /** Whether an index begins with these columns, in whatever order. */
  boolean indexed(String table, List<String> columns);

  /** Whether a constraint that is proved says that a column is not null. */
  boolean neverNull(String table, String column);
}
