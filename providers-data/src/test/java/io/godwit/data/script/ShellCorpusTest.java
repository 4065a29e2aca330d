package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.godwit.api.error.GodwitException;
import io.godwit.data.script.Shells.Outcome;
import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scanner against the shells that people run scripts with. An ordinary build has neither and
 * skips this; {@code docs/development.md} has the command.
 */
@DisplayName("Scripts are run statement for statement as psql and sqlite3 run them (E5, P4, P5)")
class ShellCorpusTest {

  private static final int SCRIPTS = Integer.getInteger("shell.scripts", 1_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_121L);
  private static final Pattern LINE = Pattern.compile("near line (\\d+)");

  /**
   * Where psql cuts what its own server takes whole, and Godwit goes by the server: psql counts the
   * words BEGIN, CASE and END of a body even where they are names, and reads each line by itself,
   * so that a string which goes on in the next line loses its E.
   */
  private static final List<String> CUT_BY_PSQL =
      List.of(
          "words that end in end",
          "begin and atomic as names",
          "strings that go on in the next line");

  private static final Pattern DRAWN_CUT_BY_PSQL =
      Pattern.compile("(?is)create\\b.*\\bbegin|begin.*atomic|\\be'[^']*'\\s*\n\\s*'");

  /** sqlite3 knows its comment lines by their first character, which then is the mark. */
  private static final String HIDDEN_BY_MARK = "comment lines, with a byte-order mark";

  @TempDir Path folder;

  private static String program(String name) {
    String program = System.getProperty("shell." + name, "");
    assumeTrue(
        !program.isEmpty(),
        "no " + name + " is named: say -Dshell." + name + "=PROGRAM to compare");
    return program;
  }

  /** An empty one for each script. */
  private static String database() {
    String url = TestPostgres.freshDatabase();
    return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
  }

  @Test
  void psqlSendsTheStatementsOfTheCorpus() throws Exception {
    String psql = program("psql");
    SoftAssertions softly = new SoftAssertions();
    for (Corpus.Sample sample :
        Corpus.valid(Dialect.POSTGRESQL).stream().flatMap(Corpus.Sample::forms).toList()) {
      if (CUT_BY_PSQL.stream().anyMatch(sample.name()::contains)) {
        continue;
      }
      Outcome outcome = psql(psql, database(), sample.text(), true);

      softly.assertThat(outcome.code()).as("%s: %s", sample.name(), outcome.said()).isZero();
      softly
          .assertThat(words(outcome.sent()))
          .as(sample.name())
          .isEqualTo(words(Cut.of(Dialect.POSTGRESQL, sample.text()).statements()));
    }
    softly.assertAll();
  }

  @Test
  void psqlSendsTheStatementsOfTextsDrawn() throws Exception {
    String psql = program("psql");
    SoftAssertions softly = new SoftAssertions();
    String database = database();
    Soup soup = new Soup(Dialect.POSTGRESQL, SEED);
    for (int i = 0; i < SCRIPTS; i++) {
      String script = soup.next();
      if (script.toLowerCase(Locale.ROOT).contains("stdin")
          || script.contains("\0")
          || DRAWN_CUT_BY_PSQL.matcher(script).find()) {
        continue; // whether rows follow is for the server to say
      }
      List<String> cut;
      try {
        cut = Cut.of(Dialect.POSTGRESQL, script).statements();
      } catch (GodwitException e) {
        continue; // of these ScannerFuzzTest tells
      }
      List<String> sent = psql(psql, database, script, false).sent();
      softly.assertThat(words(sent)).as(script).isEqualTo(words(cut));
    }
    softly.assertAll();
  }

  @Test
  void psqlIsRefusedWhereTheScannerRefuses() throws Exception {
    String psql = program("psql");
    for (Corpus.Sample sample : Corpus.refused(Dialect.POSTGRESQL)) {
      if (sample.name().contains("command of psql") || sample.name().contains("COPY")) {
        continue; // psql obeys, where Godwit refuses by name
      }
      Outcome outcome = psql(psql, database(), sample.text(), true);

      assertThat(outcome.code()).as(sample.name()).isNotZero();
      String last = outcome.sent().get(outcome.sent().size() - 1);
      int from = sample.text().indexOf(last.strip());
      int at = index(sample);
      assertThat(at).as("%s: %s", sample.name(), last).isBetween(from, from + last.length());
    }
  }

  private static int index(Corpus.Sample sample) {
    String[] place = sample.refusedAt().split(":", -1);
    int line = 0;
    for (int i = 1; i < Integer.parseInt(place[0]); i++) {
      line = sample.text().indexOf('\n', line) + 1;
    }
    return line + Integer.parseInt(place[1]) - 1;
  }

  /** What psql sends without the comments before it. */
  private Outcome psql(String program, String database, String script, boolean stops)
      throws IOException, InterruptedException {
    Outcome outcome =
        new Shells(folder).psql(program, TestPostgres.port(), database, script, stops);
    List<String> sent = new ArrayList<>();
    for (String text : outcome.sent()) {
      String query = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
      List<Token> tokens = tokens(Dialect.POSTGRESQL, query);
      if (!tokens.isEmpty()) {
        int end = tokens.get(tokens.size() - 1).end();
        sent.add(query.substring(tokens.get(0).start(), end).replace("\r\n", "\n"));
      }
    }
    return new Outcome(outcome.code(), sent, outcome.said());
  }

  /** The words of each: psql drops lines that are empty. */
  private static List<List<String>> words(List<String> statements) {
    return statements.stream()
        .map(one -> tokens(Dialect.POSTGRESQL, one).stream().map(token -> token.in(one)).toList())
        .toList();
  }

  private static List<Token> tokens(Dialect dialect, String text) {
    List<Token> tokens = new ArrayList<>();
    Lexer lexer = Lexer.of(dialect, text);
    for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
      if (token.type() != TokenType.COMMENT) {
        tokens.add(token);
      }
    }
    while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).isSymbol(text, ';')) {
      tokens.remove(tokens.size() - 1);
    }
    while (!tokens.isEmpty() && tokens.get(0).isSymbol(text, ';')) {
      tokens.remove(0);
    }
    return tokens;
  }

  static Stream<Corpus.Sample> sqlite() {
    return Corpus.valid(Dialect.SQLITE).stream().flatMap(Corpus.Sample::forms);
  }

  @Test
  void sqliteRunsTheStatementsOfTheCorpus() throws Exception {
    String sqlite = program("sqlite3");
    SoftAssertions softly = new SoftAssertions();
    for (Corpus.Sample sample : sqlite().toList()) {
      if (sample.name().contains(HIDDEN_BY_MARK)) {
        continue;
      }
      Outcome outcome = new Shells(folder).sqlite(sqlite, fresh(), sample.text());

      softly.assertThat(outcome.code()).as("%s: %s", sample.name(), outcome.said()).isZero();
      String cut =
          Cut.of(Dialect.SQLITE, sample.text()).statements().stream()
              .filter(statement -> !statement.startsWith("explain")) // which is not traced
              .collect(Collectors.joining(";\n"));
      softly.assertThat(words(outcome.sent().get(0))).as(sample.name()).isEqualTo(words(cut));
    }
    softly.assertAll();
  }

  @Test
  void sqliteIsRefusedWhereTheScannerRefuses() throws Exception {
    String sqlite = program("sqlite3");
    for (Corpus.Sample sample : Corpus.refused(Dialect.SQLITE)) {
      if (sample.name().contains("command of")) {
        continue; // the shell obeys, where Godwit refuses by name
      }
      Outcome outcome = new Shells(folder).sqlite(sqlite, fresh(), sample.text());

      assertThat(outcome.code()).as(sample.name()).isNotZero();
      Matcher line = LINE.matcher(outcome.said());
      assertThat(line.find()).as(outcome.said()).isTrue();
      assertThat(sample.refusedAt()).as(sample.name()).startsWith(line.group(1) + ":");
    }
  }

  private Path fresh() throws IOException, SQLException {
    Path file = folder.resolve("shell.db");
    Files.deleteIfExists(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        java.sql.Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table t0 (a, b)");
      statement.executeUpdate("create view v as select 1 as a");
    }
    return file;
  }

  /** The tokens, with one semicolon where there are several. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (Token token : tokens(Dialect.SQLITE, text)) {
      String word = token.in(text).replace("\r\n", "\n");
      if (!word.equals(";") || !words.get(words.size() - 1).equals(";")) {
        words.add(word);
      }
    }
    return words;
  }
}
