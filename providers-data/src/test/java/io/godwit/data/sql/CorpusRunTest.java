package io.godwit.data.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Verb;
import io.godwit.data.script.Corpus;
import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.script.Statement;
import io.godwit.data.script.StatementKind;
import io.godwit.sql.Dialect;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every script of the corpus runs as in the database's own shell (E5, P4, P5)")
class CorpusRunTest {

  /** What Godwit says in its own words: where a transaction begins and ends. */
  private static final Set<StatementKind> OWN =
      Set.of(
          StatementKind.BEGIN, StatementKind.COMMIT, StatementKind.ROLLBACK, StatementKind.SKIPPED);

  @TempDir Path folder;

  /** The server keeps a log of what it was sent, as it was sent. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void postgresGetsTheStatementsOneByOne() throws IOException, SQLException {
    EmbeddedPostgres.Builder logging =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(3))
            .setServerConfig("fsync", "off")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_destination", "jsonlog")
            .setServerConfig("log_statement", "all");
    try (EmbeddedPostgres server = logging.start();
        StepHarness harness = StepHarness.at(url(server), folder)) {
      for (Corpus.Sample sample : Corpus.valid(Dialect.POSTGRESQL)) {
        List<String> expected = sent(sample);
        mark(server, "begins " + sample.name());
        assertThat(harness.all(Verb.APPLY, harness.scripts(sample.text())))
            .as(sample.name())
            .isInstanceOf(Attempt.Done.class);
        harness.newRun();
        mark(server, "ends " + sample.name());
        assertThat(logged(server, sample.name()).stream().filter(expected::contains).toList())
            .as(sample.name())
            .containsExactlyElementsOf(expected);
      }
    }
  }

  private static List<String> sent(Corpus.Sample sample) {
    return Script.parse(Dialect.POSTGRESQL, new ScriptText("s.sql", sample.text()))
        .statements()
        .stream()
        .filter(statement -> !OWN.contains(statement.kind()))
        .map(Statement::text)
        .toList();
  }

  private static void mark(EmbeddedPostgres server, String text) throws SQLException {
    ask(server, "select '" + text.replace("'", "''") + "'");
  }

  /** What the server was sent between the marks, once its collector has written it down. */
  private static List<String> logged(EmbeddedPostgres server, String name) throws SQLException {
    List<String> all = List.of();
    int end = -1;
    while (end < 0) {
      all =
          ask(
              server,
              "select substr(line::jsonb ->> 'message', 12) from"
                  + " regexp_split_to_table(pg_read_file(pg_current_logfile('jsonlog')), '\\n')"
                  + " line where line like '{%\"message\":\"statement: %}'");
      end = all.indexOf("select 'ends " + name.replace("'", "''") + "'");
    }
    return all.subList(all.indexOf("select 'begins " + name.replace("'", "''") + "'"), end);
  }

  private static List<String> ask(EmbeddedPostgres server, String query) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(url(server) + "&preferQueryMode=simple");
        java.sql.Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
    }
    return answers;
  }

  private static String url(EmbeddedPostgres server) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres";
  }

  static List<Corpus.Sample> sqlite() {
    return Corpus.valid(Dialect.SQLITE).stream()
        .filter(sample -> !sample.name().contains("shell"))
        .toList();
  }

  /** SQLite's own loop over a script, against Godwit's step. */
  @ParameterizedTest
  @MethodSource("sqlite")
  void sqliteHoldsTheSame(Corpus.Sample sample) throws SQLException {
    try (StepHarness whole = StepHarness.at("jdbc:sqlite:whole.db", folder);
        StepHarness cut = StepHarness.at("jdbc:sqlite:cut.db", folder)) {
      for (StepHarness harness : List.of(whole, cut)) {
        harness.execute("create table t0 (a, b)", "create view v as select 1 as a");
      }
      try (Connection connection = whole.target.database().connection();
          java.sql.Statement statement = connection.createStatement()) {
        statement.executeUpdate(sample.text());
      }
      assertThat(cut.all(Verb.APPLY, cut.scripts(sample.text()))).isInstanceOf(Attempt.Done.class);
      assertThat(cut.digest()).isEqualTo(whole.digest());
    }
  }
}
