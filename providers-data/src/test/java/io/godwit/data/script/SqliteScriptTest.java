package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("SQLite scripts are cut where sqlite3_complete cuts them (P5)")
class SqliteScriptTest {

  private static Script parse(String text) {
    return Script.parse(Dialect.SQLITE, new ScriptText("a.sql", text));
  }

  private static List<String> texts(String text) {
    return parse(text).statements().stream().map(Statement::text).toList();
  }

  static Stream<String> whole() {
    return Stream.of(
        "select 'a;b'",
        "select 'it''s;'",
        "select 'ends in a backslash\\'",
        "select \"a;b\", `c;d`, [e;f'g]",
        "select x'00', 1.5e+3, .5, 0x1F",
        "select 1 /* ; /* does not nest ; */ + 2",
        "select 1 /*/ ; */ + 2",
        "select $a, :b, @c, ?1",
        "select $$",
        "create table begin_end (\"end\" int)",
        "create table t (trigger int)",
        "create trigger t after insert on a begin select 1; end",
        "create temp trigger t after insert on a begin update b set c = case when 1 then 2 end;"
            + " insert into d values (';'); end",
        "CREATE TEMPORARY /* x */ TRIGGER IF NOT EXISTS t BEFORE DELETE ON a BEGIN SELECT CASE WHEN"
            + " 1 THEN RAISE(ABORT, 'no;') END; -- end;\n END",
        "explain create trigger t after insert on a begin select 1; end",
        "explain query plan create trigger t after insert on a begin select 1; end",
        "with x as (select 1) select * from x");
  }

  @ParameterizedTest
  @MethodSource("whole")
  void aSemicolonInsideIsNoEnd(String statement) {
    assertThat(texts(statement + ";\nselect 42;")).containsExactly(statement, "select 42");
    assertThat(texts("-- before;\n" + statement)).containsExactly(statement);
  }

  @Test
  void beginAndEndAreWordsOfTransactions() {
    assertThat(parse("begin immediate; select 1; end transaction; rollback;").statements())
        .extracting(Statement::kind)
        .containsExactly(
            StatementKind.BEGIN,
            StatementKind.ORDINARY,
            StatementKind.COMMIT,
            StatementKind.ROLLBACK);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(StatementKind.ALONE, "vacuum"),
        Arguments.of(StatementKind.ALONE, "VACUUM INTO 'x.db'"),
        Arguments.of(StatementKind.CONNECTION, "attach 'x.db' as x"),
        Arguments.of(StatementKind.CONNECTION, "pragma foreign_keys = off"),
        Arguments.of(StatementKind.CONNECTION, "PRAGMA main.foreign_keys(0)"),
        Arguments.of(StatementKind.ORDINARY, "pragma foreign_keys"),
        Arguments.of(StatementKind.ORDINARY, "pragma user_version = 3"),
        Arguments.of(StatementKind.ORDINARY, "pragma foreign_key_check(t)"),
        Arguments.of(StatementKind.SETTING, "pragma legacy_alter_table = on"),
        Arguments.of(StatementKind.SKIPPED, "pragma journal_mode = off"),
        Arguments.of(StatementKind.SKIPPED, "pragma synchronous = 0"),
        Arguments.of(StatementKind.ORDINARY, "rollback to savepoint a"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisplayName("P4: what refuses a transaction is known by its head")
  void statementsAreKnownByTheirHead(StatementKind kind, String statement) {
    assertThat(parse(statement).statements()).extracting(Statement::kind).containsExactly(kind);
  }

  @Test
  void commandsOfTheShellAreRefusedByName() {
    fails("select 1;\n.read other.sql\n", DataError.SHELL_COMMAND, "a.sql:2:1", ".read");
    fails("backup to 'x.db'", DataError.SHELL_COMMAND, "a.sql:1:1", "BACKUP");
  }

  @Test
  void whatHasNoEndIsRefusedWhereItBegins() {
    fails("select 1;\n select 'a;", DataError.UNTERMINATED, "a.sql:2:9");
    fails("select [a;", DataError.UNTERMINATED, "a.sql:1:8");
    fails("select 1; /* and so on", DataError.UNTERMINATED, "a.sql:1:11");
    fails(
        "create trigger t after insert on a begin select 1; select 2;",
        DataError.UNTERMINATED,
        "a.sql:1:1");
  }

  @Test
  void textWithoutStatementIsRefused() {
    fails("/* create table t (a); */", DataError.NO_STATEMENT, "a.sql");
  }

  private static void fails(String script, DataError code, String... parts) {
    assertThatThrownBy(() -> parse(script))
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code))
        .message()
        .contains(parts);
  }
}
