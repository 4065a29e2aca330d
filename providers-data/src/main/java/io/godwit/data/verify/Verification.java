package io.godwit.data.verify;

import io.godwit.api.error.GodwitException;
import io.godwit.api.target.Defect;
import io.godwit.api.target.Defect.Area;
import io.godwit.api.target.Defect.Severity;
import io.godwit.api.target.Verifiable.Demand;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.TimeLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a database part by part, and says of each part that could not be looked at why. */
public final class Verification {

  private final Questions questions;
  private final Look look;
  private final Expectations expected;
  private final Demand demand;
  private final Findings findings = new Findings();

  private Verification(
      Database database, Connection connection, Expectations expected, Demand demand)
      throws SQLException {
    this.questions =
        new Questions(database, connection, new TimeLimit(demand.clock(), demand.timeout()));
    this.look =
        database.dialect() == Dialect.SQLITE
            ? new SqliteLook(questions, findings, demand.depth())
            : new PostgresLook(questions, findings, demand.depth());
    this.expected = expected;
    this.demand = demand;
  }

  /**
   * What is not as it should be.
   *
   * @throws GodwitException if the database does not answer
   */
  public static List<Defect> of(Database database, Expectations expected, Demand demand) {
    try (Connection connection = database.reader()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            database.dialect() == Dialect.SQLITE
                ? "pragma query_only = on"
                : "set default_transaction_read_only = on");
      }
      return new Verification(database, connection, expected, demand).run();
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  private List<Defect> run() {
    List<Look.Part> parts = new ArrayList<>();
    parts.add(new Look.Part(Area.COMPONENTS, "the components", this::components));
    parts.add(new Look.Part(Area.DATA, "the columns that should hold no null", this::nulls));
    parts.add(new Look.Part(Area.DATA, "the columns that are meant to be unique", this::unique));
    parts.addAll(look.parts());
    parts.forEach(this::run);
    return findings.list();
  }

  private void run(Look.Part part) {
    try {
      if (questions.isOver()) {
        notLookedAt(part, "there was no time left");
        return;
      }
      part.work().run();
    } catch (SQLException e) {
      notLookedAt(part, questions.isOver() ? "there was no time left" : e.getMessage());
    }
  }

  private void notLookedAt(Look.Part part, @Nullable String why) {
    findings.add(
        Severity.WARNING,
        part.area(),
        part.what(),
        "not, or not all, looked at: " + why,
        "give it more time with versioning.migrations.validation.timeout, or more rights");
  }

  private void components() throws SQLException {
    if (demand.version().isEmpty()) {
      return;
    }
    for (Expectations.Part part : expected.at(demand.version().get())) {
      if (!look.isThere(part)) {
        findings.add(
            Severity.CRITICAL,
            Area.COMPONENTS,
            name(part),
            "has to be there at version " + demand.version().get() + " and is not",
            "find out who has removed it; `godwit history` tells what ran");
      }
    }
  }

  private void nulls() throws SQLException {
    for (Expectations.Part part : expected.notNullColumns()) {
      for (String column : part.columns()) {
        long rows =
            questions.count(RowQueries.nulls(look.quoted(part.table()), look.quotedColumn(column)));
        if (rows > 0) {
          findings.add(
              Severity.CRITICAL,
              Area.DATA,
              "column " + part.table() + "." + column,
              "holds null in " + Questions.said(rows, "row"),
              "fill them before the column becomes NOT NULL");
        }
      }
    }
  }

  private void unique() throws SQLException {
    for (Expectations.Part part : expected.uniqueColumns()) {
      List<String> columns = part.columns().stream().map(look::quotedColumn).toList();
      long groups = questions.count(RowQueries.duplicates(look.quoted(part.table()), columns));
      if (groups > 0) {
        findings.add(
            Severity.CRITICAL,
            Area.DATA,
            name(part),
            "holds " + Questions.said(groups, "value") + " more than once",
            "decide which rows stay before a unique index is built");
      }
    }
  }

  private static String name(Expectations.Part part) {
    return part.columns().isEmpty()
        ? "table " + part.table()
        : "column " + part.table() + "." + String.join("+", part.columns());
  }
}
