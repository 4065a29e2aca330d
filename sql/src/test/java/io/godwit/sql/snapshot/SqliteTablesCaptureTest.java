package io.godwit.sql.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.receipt.Receipts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("E8: single tables of a SQLite file are taken by themselves")
class SqliteTablesCaptureTest {

  @TempDir Path folder;

  @Test
  void nothingElseIsInTheirFileAndRowsKeepTheirNumbers() throws SQLException, IOException {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Path taken = folder.resolve("taken.sqlite");
    try (Database database =
        Database.open(DatabaseUrl.parse("jdbc:sqlite:app.db", folder), DatabaseSettings.SCRIPTS)) {
      execute(
          database,
          "pragma encoding = 'UTF-16le'",
          "create table secret (word text)",
          "insert into secret with recursive n (i) as (select 1 union all select i + 1 from n where i"
              + " < 500) select 'rosebud ' || i from n",
          "create table plain (name text)",
          "insert into plain (rowid, name) values (7, 'a'), (900, 'b')",
          "create table counted (id integer primary key autoincrement)",
          "insert into counted values (40)",
          "delete from counted",
          "create trigger seen after insert on plain begin insert into secret values (new.name); end",
          "delete from secret where rowid > 100");
      Snapshots snapshots = new Snapshots(database, new Receipts(database));
      try (Capture capture = snapshots.capture(List.of("PLAIN", "counted"), scratch);
          InputStream in = capture.files().open(SqliteCapture.FILE)) {
        Files.copy(in, taken);
      }
    }

    assertThat(new String(Files.readAllBytes(taken), ISO_8859_1).replace("\0", ""))
        .doesNotContain("rosebud");
    assertThat(ask(taken, "select group_concat(rowid || name) from plain")).isEqualTo("7a,900b");
    assertThat(ask(taken, "select seq from sqlite_sequence where name = 'counted'"))
        .isEqualTo("40");
    assertThat(ask(taken, "select group_concat(name) from sqlite_schema where sql not null"))
        .isEqualTo("plain,counted,sqlite_sequence,seen");
  }

  private static void execute(Database database, String... statements) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String ask(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.getString(1);
    }
  }
}
