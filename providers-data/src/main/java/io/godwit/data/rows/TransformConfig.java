package io.godwit.data.rows;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.data.pace.Pace;
import io.godwit.data.rows.batch.OnConflict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an author writes for a step {@code data.transform}.
 *
 * @param kind what kind of transformation it is, for people
 * @param source the target that is read; the step's own if empty
 * @param from the tables that are read, one after the other
 * @param key the columns by which each of them is read in order; its primary key if empty
 * @param where which rows
 * @param to the table that is written
 * @param select the query that makes rows of it out of a batch; columns of the same names if empty
 * @param into several tables that are written, each with its query
 * @param transform the class that makes rows of it out of each row
 * @param command or the program
 * @param files the folder in a copy of which commands run
 * @param pass variables that commands may see
 * @param timeout how long a command may take for one batch
 * @param parts for a migration of several in sequence: each of them
 * @param onConflict what happens to a row whose key is there already
 * @param batch how many rows of the source at once
 * @param workers how many connections share the rows of a table
 * @param pace how fast rows go
 * @param continueOnError whether a row that cannot go is kept aside and the others go on
 */
public record TransformConfig(
    @Doc("What kind of transformation it is: copy, convert, merge, split, enrich or migrate.")
        @Default("convert")
        Kind kind,
    @Doc("The data target that is read, if it is not the step's own.") Optional<String> source,
    @Doc("The table that is read, or several, one after the other.") List<String> from,
    @Doc("The columns by which the rows are read in order; the primary key, if not said.")
        List<String> key,
    @Doc("Which rows, as a condition of SQL on the table that is read.") Optional<String> where,
    @Doc("The table that is written.") Optional<String> to,
    @Doc(
            "A query over 'source', the present batch of rows, whose columns are those that are written.")
        Optional<String> select,
    @Doc("Several tables that are written, each with its query over 'source'.")
        Map<String, String> into,
    @Doc("The Java class that makes rows out of each row, or what it calls itself.")
        Optional<String> transform,
    @Doc(
            "Or a program with its arguments: it reads a row as JSON from each line of its input and writes a line for each.")
        List<String> command,
    @Doc("The folder, relative to the migration, in a copy of which commands run.")
        Optional<String> files,
    @Doc("Variables of Godwit's environment that commands may see.") List<String> pass,
    @Doc("How long a command may take for one batch.") @Default("60s") Duration timeout,
    @Doc("For kind migrate: several transformations, one after the other, each as above.")
        List<Part> parts,
    @Doc("What happens to a row whose key the table has already: update, skip or fail.")
        @Default("update")
        OnConflict onConflict,
    @Doc("How many rows of the source at once, from 1 to 100000.") @Default("1000") int batch,
    @Doc("How many connections share the rows, from 1 to 64; on SQLite one writes.") @Default("1")
        int workers,
    @Doc("How fast rows go.") @Default("{}") Pace pace,
    @Doc("Whether a row that cannot go is kept aside, and the others go on.") @Default("false")
        boolean continueOnError) {

  /** One of several transformations in sequence. */
  public record Part(
      @Doc("What kind of transformation it is: copy, convert, merge, split or enrich.")
          @Default("convert")
          Kind kind,
      @Doc("The data target that is read, if it is not the step's own.") Optional<String> source,
      @Doc("The table that is read, or several, one after the other.") List<String> from,
      @Doc("The columns by which the rows are read in order.") List<String> key,
      @Doc("Which rows, as a condition of SQL on the table that is read.") Optional<String> where,
      @Doc("The table that is written.") Optional<String> to,
      @Doc("A query over 'source', whose columns are those that are written.")
          Optional<String> select,
      @Doc("Several tables that are written, each with its query over 'source'.")
          Map<String, String> into,
      @Doc("The Java class that makes rows out of each row.") Optional<String> transform,
      @Doc("Or a program with its arguments.") List<String> command) {

    /** Copies the lists. */
    public Part {
      from = List.copyOf(from);
      key = List.copyOf(key);
      command = List.copyOf(command);
    }

    boolean isEmpty() {
      return from.isEmpty()
          && to.isEmpty()
          && into.isEmpty()
          && select.isEmpty()
          && !isRowWise()
          && key.isEmpty()
          && where.isEmpty()
          && source.isEmpty();
    }

    boolean isRowWise() {
      return transform.isPresent() || !command.isEmpty();
    }
  }

  /** What it says without parts. */
  Part itself() {
    return new Part(kind, source, from, key, where, to, select, into, transform, command);
  }
}
