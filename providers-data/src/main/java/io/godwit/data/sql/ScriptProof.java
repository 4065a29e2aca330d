package io.godwit.data.sql;

import io.godwit.api.step.Finding;
import io.godwit.data.script.Statement;
import io.godwit.data.script.Subject;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether what a script did holds: no invalid indexes, no rows without parents. */
final class ScriptProof {

  private static final String INVALID =
      "select x.oid::regclass::text from pg_index i join pg_class x on x.oid = i.indexrelid join"
          + " pg_class t on t.oid = i.indrelid where not i.indisvalid and t.relname = ?";
  private static final String ORPHANS =
      "select count(*) || ' in ' || f.\"table\" || ' without a row in ' || f.parent from"
          + " main.sqlite_schema t join pragma_foreign_key_check(t.name) f where t.type = 'table' and"
          + " t.name = ? collate nocase group by f.\"table\", f.parent";

  private final DataTarget target;
  private final FrozenScript script;

  ScriptProof(DataTarget target, FrozenScript script) {
    this.target = target;
    this.script = script;
  }

  List<Finding> findings() {
    List<Statement> statements = script.statements();
    List<Finding> findings = new ArrayList<>();
    return target.read(
        connection -> {
          for (String table : Subject.tables(target.dialect(), statements)) {
            look(connection, table, findings);
          }
          return findings;
        });
  }

  private void look(Connection connection, String table, List<Finding> findings)
      throws SQLException {
    boolean postgres = target.dialect() == Dialect.POSTGRESQL;
    try (PreparedStatement query = connection.prepareStatement(postgres ? INVALID : ORPHANS)) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          findings.add(postgres ? invalid(rows.getString(1)) : orphans(rows.getString(1)));
        }
      }
    }
  }

  private static Finding invalid(String index) {
    return Finding.error(
        "index " + index + " is invalid: its build did not end", "drop it and build it again");
  }

  private static Finding orphans(String what) {
    return Finding.warning("rows: " + what, "delete them, or add what they refer to");
  }
}
