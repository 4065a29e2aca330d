package io.godwit.data.online;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import io.godwit.data.pace.Pace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an author writes for a step {@code data.change}.
 *
 * @param table the table
 * @param view the view that shows its new shape
 * @param oldView a view that goes on showing the old one; readers may also stay with the table
 * @param add columns that come
 * @param rename columns that get another name
 * @param retype columns that get another type
 * @param split columns that become several
 * @param drop columns that go
 * @param checks constraints that come, by name
 * @param indexes indexes that come, by name
 * @param key the columns by which rows are filled in order; the primary key if empty
 * @param batch how many rows are filled at once
 * @param pace how fast rows are filled
 * @param allow what lint is not to say of the step, by code, with the reason
 */
public record ChangeConfig(
    @Doc("The table.") String table,
    @Doc("The view that shows the table in its new shape.") String view,
    @Doc("A view that goes on showing the old shape; the table itself does, too.")
        Optional<String> oldView,
    @Doc("Columns that come.") Map<String, Added> add,
    @Doc("Columns that get another name: OLD: NEW.") Map<String, String> rename,
    @Doc("Columns that get another type.") Map<String, Retyped> retype,
    @Doc("Columns that become several.") Map<String, Split> split,
    @Doc("Columns that go.") Map<String, Dropped> drop,
    @Doc("Constraints that come, by name: a condition on a row of the table.")
        Map<String, String> checks,
    @Doc("Indexes that come, by name; on PostgreSQL they are built concurrently.")
        Map<String, Indexed> indexes,
    @Doc("The columns by which rows are filled in order; the primary key, if not said.")
        List<String> key,
    @Doc("How many rows are filled at once, from 1 to 100000.") @Default("1000") int batch,
    @Doc("How fast rows are filled.") @Default("{}") Pace pace,
    @Doc("What lint is not to say of the step: each code, with the reason.")
        Map<String, String> allow) {

  /**
   * A column that comes.
   *
   * @param type its type
   * @param up what it is, out of a row in the old shape
   * @param initial its default value
   * @param notNull whether it always has a value
   */
  public record Added(
      @Doc("Its type.") String type,
      @Doc("What it is, as an expression over the row in its old shape.") Optional<String> up,
      @Key("default") @Doc("Its default value, as an expression.") Optional<String> initial,
      @Doc("Whether it always has a value.") @Default("false") boolean notNull) {}

  /**
   * A column that gets another type.
   *
   * @param type the new one
   * @param up the new value, out of a row in the old shape; a cast if empty
   * @param down the old value, out of a row in the new shape
   * @param notNull whether it always has a value
   */
  public record Retyped(
      @Doc("The new type.") String type,
      @Doc("The new value, as an expression over the row in its old shape; a cast, if not said.")
          Optional<String> up,
      @Doc("The old value, as an expression over the row in its new shape.") String down,
      @Doc("Whether it always has a value.") @Default("false") boolean notNull) {}

  /**
   * A column that becomes several.
   *
   * @param into the new ones
   * @param down the old value, out of a row in the new shape
   */
  public record Split(
      @Doc("The new columns, each with its type and what it is.") Map<String, Added> into,
      @Doc("The old value, as an expression over the row in its new shape.") String down) {}

  /**
   * An index that comes.
   *
   * @param on its columns
   * @param unique whether no two rows may have the same values
   */
  public record Indexed(
      @Doc("Its columns, as the new shape names them.") List<String> on,
      @Doc("Whether no two rows may have the same values.") @Default("false") boolean unique) {}

  /**
   * A column that goes.
   *
   * @param down what readers of the old shape see in rows that are written in the new one
   */
  public record Dropped(
      @Doc("What readers of the old shape see in new rows, as an expression over the new shape.")
          Optional<String> down) {}
}
