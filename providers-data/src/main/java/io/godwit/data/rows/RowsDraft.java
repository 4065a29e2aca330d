package io.godwit.data.rows;

import io.godwit.api.step.PlanContext;
import io.godwit.data.lint.Draft;
import io.godwit.data.rows.TransformConfig.Part;
import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a movement of rows will run, without its batches: what lint has to know of it. */
final class RowsDraft {

  private RowsDraft() {}

  static Draft of(Dialect dialect, BackfillConfig config, PlanContext context) {
    StringBuilder update = new StringBuilder("update ").append(config.table()).append(" set ");
    String comma = "";
    for (Map.Entry<String, String> set : config.set().entrySet()) {
      update.append(comma).append(dialect.quote(set.getKey()));
      update.append(" = (").append(set.getValue()).append("\n)");
      comma = ", ";
    }
    update.append(" where ").append(config.where().orElse("true"));
    return Draft.made(dialect, context.place(), List.of(update.toString()), Map.of());
  }

  static Draft of(Dialect dialect, TransformConfig config, PlanContext context) {
    List<String> inserts = new ArrayList<>();
    List<Part> parts = config.parts().isEmpty() ? List.of(config.itself()) : config.parts();
    for (Part part : parts) {
      String query = part.select().orElse("select * from source");
      part.to().ifPresent(table -> inserts.add("insert into " + table + " " + query));
      part.into().forEach((table, own) -> inserts.add("insert into " + table + " " + own));
    }
    return Draft.made(dialect, context.place(), inserts, Map.of());
  }
}
