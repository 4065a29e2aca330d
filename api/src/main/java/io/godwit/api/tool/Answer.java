package io.godwit.api.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a tool found or wrote. With {@code --json} its records are printed as they are, names in
 * snake case; otherwise facts as names and values, rows as a table. Records hold what Jackson can
 * write: texts, numbers, instants, enums, identifiers, lists, maps, {@code Optional}s and records
 * of them.
 *
 * @param content what was found or written
 * @param good whether all is as it should be; if not, the command ends with exit code 4
 */
public record Answer(Content content, boolean good) {

  /** Checks that nothing is null. */
  public Answer {
    Objects.requireNonNull(content, "content");
  }

  /** One thing. */
  public static Answer of(Record facts) {
    return new Answer(new Facts(facts), true);
  }

  /**
   * Things of one kind. All of them are held in memory: a tool that may find many takes a limit.
   *
   * @param type the kind, whose components head the columns also when there are no rows
   */
  public static <R extends Record> Answer rows(Class<R> type, List<R> rows) {
    return new Answer(new Rows(type, List.copyOf(rows)), true);
  }

  /** A file or folder that was written. */
  public static Answer written(Written written) {
    return new Answer(written, true);
  }

  /** The same, saying that something is not as it should be. */
  public Answer objecting() {
    return new Answer(content, false);
  }

  /** What an answer consists of. */
  public sealed interface Content {
    /** Calls the function for the kind that this is. */
    <R> R fold(
        Function<? super Facts, ? extends R> facts,
        Function<? super Rows, ? extends R> rows,
        Function<? super Written, ? extends R> written);
  }

  /** One thing. */
  public record Facts(Record facts) implements Content {
    /** Checks that nothing is null. */
    public Facts {
      Objects.requireNonNull(facts, "facts");
    }

    @Override
    public <R> R fold(
        Function<? super Facts, ? extends R> facts,
        Function<? super Rows, ? extends R> rows,
        Function<? super Written, ? extends R> written) {
      return facts.apply(this);
    }
  }

  /**
   * Things of one kind, in order.
   *
   * @param type the kind
   * @param rows the things
   */
  public record Rows(Class<? extends Record> type, List<? extends Record> rows) implements Content {
    /** Copies the list. */
    public Rows {
      Objects.requireNonNull(type, "type");
      rows = List.copyOf(rows);
    }

    @Override
    public <R> R fold(
        Function<? super Facts, ? extends R> facts,
        Function<? super Rows, ? extends R> rows,
        Function<? super Written, ? extends R> written) {
      return rows.apply(this);
    }
  }

  /**
   * What was written for the person.
   *
   * @param path the file or folder
   * @param files how many files
   * @param sizeBytes their bytes together
   */
  public record Written(Path path, long files, long sizeBytes) implements Content {
    /** Checks that the numbers are not negative. */
    public Written {
      Objects.requireNonNull(path, "path");
      if (files < 0 || sizeBytes < 0) {
        throw new IllegalArgumentException("counts are not negative: " + files + ", " + sizeBytes);
      }
    }

    @Override
    public <R> R fold(
        Function<? super Facts, ? extends R> facts,
        Function<? super Rows, ? extends R> rows,
        Function<? super Written, ? extends R> written) {
      return written.apply(this);
    }
  }
}
