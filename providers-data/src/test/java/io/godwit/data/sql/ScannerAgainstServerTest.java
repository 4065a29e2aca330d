package io.godwit.data.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.script.Statement;
import io.godwit.sql.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts are put together at random from what confuses scanners. The database gets each twice:
 * whole, so that its own parser cuts it, and cut by us, statement by statement. Both must come to
 * the same.
 */
@DisplayName("The scanner cuts random scripts where the database itself does (E5)")
class ScannerAgainstServerTest {

  private static final int SCRIPTS = 400;

  @TempDir Path folder;

  private record Dice(Random random, Dialect dialect) {

    String pick(String... choices) {
      return choices[random.nextInt(choices.length)];
    }

    boolean postgres() {
      return dialect == Dialect.POSTGRESQL;
    }

    /** White space and comments, with what looks like SQL inside. */
    String gap() {
      StringBuilder gap = new StringBuilder(pick(" ", "\n", "\t ", "  \n "));
      while (random.nextInt(3) == 0) {
        gap.append(
            pick(
                "-- it's; \"a\" $$ /* \n",
                "/* ; ' \" $a$ */",
                "/**/",
                "/*/ ; */",
                "/* -- */",
                postgres() ? "/* a /* b; */ c; */" : "/* a /* b; */",
                " \n"));
      }
      return gap.toString();
    }

    /** A text constant. */
    String text() {
      return postgres() && random.nextBoolean()
          ? pick(
              "$$a;b'c$$",
              "$x$ $$;$$ $y$ ; $x$",
              "E'a\\';b'",
              "e'\\\\'",
              "E'a\\\\''; '",
              "E'a'\n 'b\\';c'",
              "E'a' -- x';\n 'b'",
              "U&'\\0061;'",
              "'a'\n';b'",
              "$größe$;$größe$")
          : pick("'a;b'", "'it''s;'", "'\\'", "''", "'--'", "'/*'", "'a\n;\nb'", "'$$;'", "'😀;'");
    }

    String name() {
      return postgres()
          ? pick("n", "\"n;\"\"x\"", "a$b$c", "\"--\"", "größe", "U&\"n;\"")
          : pick("n", "\"n;\"\"x\"", "[n;']", "`n;``x`", "a$b", "\"--\"", "größe");
    }

    String insert(int id) {
      return "insert" + gap() + "into" + gap() + "log" + gap() + "select" + gap() + id + gap() + ","
          + text() + gap() + "as" + gap() + name();
    }

    String statement(int id) {
      return switch (random.nextInt(6)) {
        case 0 -> postgres() ? function(id) : trigger(id);
        case 1 -> postgres() ? rule(id) : trigger(id);
        default -> insert(id);
      };
    }

    private String trigger(int id) {
      String end = pick("case when 1 then 'end;' end", "'x' as \"end\"", "1");
      return "create"
          + gap()
          + pick("temp ", "temporary ", "")
          + "trigger"
          + gap()
          + ("if not exists r" + id)
          + gap()
          + "after update on log begin"
          + gap()
          + "select "
          + end
          + gap()
          + ";"
          + gap()
          + "end";
    }

    private String function(int id) {
      return "create"
          + gap()
          + pick("or replace ", "")
          + "function"
          + gap()
          + ("f" + id)
          + "(begin int default 1, \"end\" int default 2) returns text language sql"
          + gap()
          + pick(
              "begin atomic select case when true then case when true then 'x;' end end;"
                  + gap()
                  + "select 'y' as end;"
                  + gap()
                  + "end",
              "begin" + gap() + "atomic" + gap() + "select 'z;'" + gap() + ";" + gap() + "end",
              "return" + gap() + "'begin atomic;'",
              "as $$ select 'a;'; select 'b' $$");
    }

    private String rule(int id) {
      return "create"
          + gap()
          + ("rule u" + id)
          + " as on update to log do also"
          + gap()
          + "(select 1;"
          + gap()
          + "select ');')";
    }

    String script() {
      return IntStream.range(0, 1 + random.nextInt(6))
          .mapToObj(id -> gap() + statement(id) + gap() + pick(";", ";;", ";" + gap() + ";"))
          .collect(Collectors.joining());
    }
  }

  @Test
  void sqlite() throws SQLException {
    try (StepHarness whole = StepHarness.at("jdbc:sqlite:whole.db", folder);
        StepHarness cut = StepHarness.at("jdbc:sqlite:cut.db", folder)) {
      compare(new Dice(new Random(20_260_115), Dialect.SQLITE), whole, cut);
    }
  }

  @Test
  void postgres() throws SQLException {
    try (StepHarness whole = StepHarness.fresh(Dialect.POSTGRESQL, folder);
        StepHarness cut = StepHarness.fresh(Dialect.POSTGRESQL, folder)) {
      compare(new Dice(new Random(20_260_116), Dialect.POSTGRESQL), whole, cut);
    }
  }

  private static void compare(Dice dice, StepHarness whole, StepHarness cut) throws SQLException {
    whole.execute("create table log (id int, word text)");
    cut.execute("create table log (id int, word text)");
    try (Connection one = whole.target.database().connection();
        Connection two = cut.target.database().connection()) {
      for (Connection connection : List.of(one, two)) {
        hurry(connection, dice);
      }
      for (int i = 0; i < SCRIPTS; i++) {
        String script = dice.script();
        runWhole(one, script);
        List<Statement> statements =
            Script.parse(dice.dialect, new ScriptText("s", script)).statements();
        StatementRunner runner = new StatementRunner(two, "s");
        for (Statement statement : statements) {
          runner.run(statement);
        }
        clear(one, two, dice, script);
      }
    }
    assertThat(cut.digest()).isEqualTo(whole.digest());
  }

  /** These commits need not survive a power cut. */
  private static void hurry(Connection connection, Dice dice) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(
          dice.postgres() ? "set synchronous_commit = off" : "pragma synchronous = off");
    }
  }

  /**
   * SQLite's driver runs all of a script only as an update; PostgreSQL's server gets it as it is.
   */
  private static void runWhole(Connection connection, String script) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.executeUpdate(script);
    }
  }

  /** After each script, both logs say the same, and what was defined goes. */
  private static void clear(Connection one, Connection two, Dice dice, String script)
      throws SQLException {
    assertThat(state(two, dice)).as(script).isEqualTo(state(one, dice));
    for (Connection connection : List.of(one, two)) {
      try (java.sql.Statement statement = connection.createStatement()) {
        for (int id = 0; id < 6; id++) {
          if (dice.postgres()) {
            statement.execute("drop function if exists f" + id);
            statement.execute("drop rule if exists u" + id + " on log");
          } else {
            statement.execute("drop trigger if exists r" + id);
          }
        }
        statement.execute("delete from log");
      }
    }
  }

  private static String state(Connection connection, Dice dice) throws SQLException {
    String defined =
        dice.postgres()
            ? "select string_agg(d, '|' order by d) from (select pg_get_functiondef(oid) d from"
                + " pg_proc where proname ~ '^f[0-9]$' union all select pg_get_ruledef(oid) from"
                + " pg_rewrite where rulename ~ '^u[0-9]$') x"
            : "select group_concat(sql, '|') from (select sql from sqlite_schema where type ="
                + " 'trigger' union all select sql from sqlite_temp_schema order by sql)";
    String rows =
        dice.postgres()
            ? "select string_agg(id || word, '|' order by id, word) from log"
            : "select group_concat(id || word, '|') from (select * from log order by id, word)";
    return ask(connection, rows) + "\n" + ask(connection, defined);
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet answer = statement.executeQuery(query)) {
      return answer.next() ? String.valueOf(answer.getString(1)) : "";
    }
  }
}
