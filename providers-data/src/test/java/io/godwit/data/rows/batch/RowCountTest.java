package io.godwit.data.rows.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.data.sql.TableShape;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many rows a plan and a run speak of. */
class RowCountTest {

  private static final TableShape ITEM =
      new TableShape("public", "item", List.of("id"), List.of("id"));

  @Test
  void rowsOfLargeTablesAreNotCountedWherePostgresKnowsHowManyThereAre() throws SQLException {
    try (Connection connection = DriverManager.getConnection(TestPostgres.freshDatabase())) {
      Sql sql = new Sql(Dialect.POSTGRESQL, connection);
      sql.execute("create table item (id int primary key)");
      sql.execute("insert into item select generate_series(1, 7)");
      assertThat(RowCount.about(sql, ITEM)).isEqualTo(7);
      sql.execute("analyze item");
      sql.execute("insert into item values (8)");
      assertThat(RowCount.about(sql, ITEM)).as("few are counted").isEqualTo(8);
      sql.execute("update pg_class set reltuples = 2000000 where relname = 'item'");
      assertThat(RowCount.about(sql, ITEM)).isEqualTo(2_000_000);
    }
  }
}
