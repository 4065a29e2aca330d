package io.godwit.data.rows;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.write.Failures;
import io.godwit.data.target.DataTarget;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** {@code data failed}: the rows that could not go, and were kept aside. */
public final class FailedTool implements Tool<DataTarget, FailedTool.Wanted> {

  /** What a person says. */
  public record Wanted(@Doc("How many rows at most.") @Default("1000") int most) {}

  /**
   * A row that could not go.
   *
   * @param table where it was to come from
   * @param key its key there
   * @param message why not
   */
  public record Row(String table, String key, String message) {}

  /** The provider has one. */
  public FailedTool() {}

  @Override
  public String name() {
    return "failed";
  }

  @Override
  public String description() {
    return "Lists the rows that could not go, and were kept aside.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(DataTarget target, Wanted wanted, ToolCall call) {
    return target.read(
        connection -> {
          Sql sql = new Sql(target.dialect(), connection);
          List<Row> rows = new ArrayList<>();
          if (sql.hasOwn("godwit_failed_row")) {
            String query =
                "select source, row_key, message from "
                    + Failures.table(sql)
                    + " order by source, row_key limit "
                    + Math.max(0, wanted.most());
            try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
              while (found.next()) {
                rows.add(new Row(found.getString(1), found.getString(2), found.getString(3)));
              }
            }
          }
          return Answer.rows(Row.class, rows);
        });
  }
}
