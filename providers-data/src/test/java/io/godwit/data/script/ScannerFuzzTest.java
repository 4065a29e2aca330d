package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Any text whatever: where the database takes it, the scanner cuts it where the database does;
 * where the database refuses it, the scanner refuses it, or what is sent is refused at the same
 * character.
 *
 * <p>An ordinary build tries two thousand texts, the profile {@code fuzz} {@code fuzz.scripts} from
 * {@code fuzz.seed} on.
 */
@DisplayName("The scanner and the database agree about any text (E5, P5)")
class ScannerFuzzTest {

  private static final int SCRIPTS = Integer.getInteger("fuzz.scripts", 1_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_260_901L);

  /** What Godwit refuses although the database would not. */
  private static boolean isOurRule(GodwitException refusal) {
    return refusal.code() == DataError.TRANSACTION_CONTROL
        || refusal.code() == DataError.SHELL_COMMAND
        || refusal.code() == DataError.DIRECTIVE;
  }

  @Test
  void postgres() throws IOException {
    Soup soup = new Soup(Dialect.POSTGRESQL, SEED);
    try (PostgresParser server = new PostgresParser(TestPostgres.port())) {
      for (int i = 0; i < SCRIPTS; i++) {
        String script = soup.next();
        if (!script.toLowerCase(Locale.ROOT).contains("stdin")
            && !script.contains("standard_conforming_strings")
            && !script.contains("restrict")) {
          postgres(server, script);
        }
      }
    }
  }

  private static void postgres(PostgresParser server, String script) {
    PostgresParser.Answer whole = server.parse(new ScriptText("s.sql", script).text());
    boolean refused = whole.kind() == PostgresParser.Kind.REFUSED;
    Cut cut;
    try {
      cut = Cut.of(Dialect.POSTGRESQL, script);
    } catch (GodwitException e) {
      boolean nothing =
          e.code() == DataError.NO_STATEMENT && server.notNothing(List.of(script)).isEmpty();
      assertThat(refused || nothing || isOurRule(e))
          .as("%s: %s", shown(script), e.getMessage())
          .isTrue();
      return;
    }
    if (refused) {
      assertThat(firstRefusal(server, cut)).as(shown(script)).contains(whole);
      return;
    }
    assertThat(server.notOne(cut.statements())).as(shown(script)).isEmpty();
    assertThat(server.notNothing(cut.gaps())).as(shown(script)).isEmpty();
  }

  /** The first piece that the server refuses, with the character's number in the whole. */
  private static Optional<PostgresParser.Answer> firstRefusal(PostgresParser server, Cut cut) {
    List<PostgresParser.Answer> answers =
        server.parse(cut.pieces().stream().map(cut::ended).toList());
    for (int i = 0; i < answers.size(); i++) {
      PostgresParser.Answer answer = answers.get(i);
      if (answer.kind() == PostgresParser.Kind.REFUSED) {
        int before = cut.text().codePointCount(0, cut.pieces().get(i).start());
        return Optional.of(
            new PostgresParser.Answer(answer.kind(), answer.position() + before, answer.message()));
      }
    }
    return Optional.empty();
  }

  @Test
  void sqlite() throws SQLException {
    Soup soup = new Soup(Dialect.SQLITE, SEED);
    for (int i = 0; i < SCRIPTS; i++) {
      String script = soup.next();
      if (!isOfTheShell(script)) {
        sqlite(script);
      }
    }
  }

  /**
   * What only the shell understands, and a vertical tab at the beginning, which only the shell
   * skips: the library is asked here.
   */
  private static boolean isOfTheShell(String script) {
    return script.contains("#")
        || leadingSpace(script).contains("\u000B")
        || script.matches("(?is).*(^|\n)\\s*(go|/)\\s*(\n.*|$)");
  }

  private static String leadingSpace(String script) {
    return script.substring(0, script.length() - script.stripLeading().length());
  }

  private static void sqlite(String script) throws SQLException {
    String text = new ScriptText("s.sql", script).text();
    try (Connection one = inMemory();
        Connection two = inMemory()) {
      String whole = outcome(() -> runAll(one, text));
      Cut cut;
      try {
        cut = Cut.of(Dialect.SQLITE, script);
      } catch (GodwitException e) {
        boolean comment = e.faults().get(0).message().contains("comment has no end");
        boolean nothing = e.code() == DataError.NO_STATEMENT && whole.isEmpty();
        assertThat(!whole.isEmpty() || comment || nothing || isOurRule(e))
            .as("%s: %s", shown(script), e.getMessage())
            .isTrue();
        return;
      }
      String pieces =
          outcome(
              () -> {
                for (Cut.Piece piece : cut.pieces()) {
                  run(two, cut, piece);
                }
              });
      assertThat(pieces).as(shown(script)).isEqualTo(whole);
      assertThat(state(two)).as(shown(script)).isEqualTo(state(one));
    }
  }

  private static Connection inMemory() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute("create table log (id, word)");
    }
    return connection;
  }

  /** The library's own loop over a script ({@code sqlite3_exec}), which the driver uses here. */
  private static void runAll(Connection connection, String script) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** What is sent, and what would be refused only with the semicolon. */
  private static void run(Connection connection, Cut cut, Cut.Piece piece) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(piece.statement().text());
    } catch (SQLException e) {
      runAll(connection, cut.ended(piece)); // "incomplete input" becomes 'near ";"'
      throw e;
    }
  }

  private static String shown(String script) {
    return script.replace("\u000B", "<VT>").replace("\uFEFF", "<BOM>").replace("\f", "<FF>");
  }

  private interface Running {
    void run() throws SQLException;
  }

  private static String outcome(Running running) {
    try {
      running.run();
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String state(Connection connection) throws SQLException {
    String query =
        "select group_concat(x, char(10)) from (select id || ':' || word as x from log union all"
            + " select sql from sqlite_schema union all select sql from sqlite_temp_schema"
            + " order by 1)";
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      return answer.next() ? String.valueOf(answer.getString(1)) : "";
    }
  }
}
