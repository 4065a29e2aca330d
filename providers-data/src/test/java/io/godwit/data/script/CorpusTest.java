package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PostgreSQL's grammar has one meaning for a text. So a cut into pieces, each of which the server's
 * parser takes for one statement, with nothing but comments and semicolons between them, is the
 * server's own.
 */
@DisplayName("Every script of the corpus is cut where the database cuts it (E5, P5)")
class CorpusTest {

  static Stream<Corpus.Sample> validPostgres() {
    return Corpus.valid(Dialect.POSTGRESQL).stream().flatMap(Corpus.Sample::forms);
  }

  static Stream<Corpus.Sample> validSqlite() {
    return Corpus.valid(Dialect.SQLITE).stream().flatMap(Corpus.Sample::forms);
  }

  @Test
  void postgresHasTheSamePieces() throws IOException {
    try (PostgresParser server = new PostgresParser(TestPostgres.port())) {
      validPostgres().forEach(sample -> postgresHasTheSamePieces(server, sample));
    }
  }

  private static void postgresHasTheSamePieces(PostgresParser server, Corpus.Sample sample) {
    Cut cut = Cut.of(Dialect.POSTGRESQL, sample.text());
    assertThat(cut.pieces()).as(sample.name()).hasSize(sample.statements());
    if (sample.name().contains("old rules") || sample.name().contains("new rules")) {
      return; // the parser, which runs nothing, does not follow a SET
    }
    assertThat(server.notOne(cut.statements())).as(sample.name()).isEmpty();
    assertThat(server.notNothing(cut.gaps().stream().map(CorpusTest::withoutRestrict).toList()))
        .as(sample.name())
        .isEmpty();
  }

  private static String withoutRestrict(String gap) {
    return gap.replaceAll("(?m)^\\\\(un)?restrict .*$", "");
  }

  @ParameterizedTest
  @MethodSource("validSqlite")
  void sqliteScriptsHaveTheirNumberOfStatements(Corpus.Sample sample) {
    assertThat(Cut.of(Dialect.SQLITE, sample.text()).pieces()).hasSize(sample.statements());
  }

  static Stream<Corpus.Sample> refusedPostgres() {
    return Corpus.refused(Dialect.POSTGRESQL).stream();
  }

  @ParameterizedTest
  @MethodSource("refusedPostgres")
  void postgresRefusesWhatIsRefused(Corpus.Sample sample) throws IOException {
    refused(Dialect.POSTGRESQL, sample);
    if (sample.name().contains("COPY")) {
      return; // SQL to the parser; psql would take the rest of the line for rows
    }
    try (PostgresParser server = new PostgresParser(TestPostgres.port())) {
      assertThat(server.parse(sample.text()).kind()).isEqualTo(PostgresParser.Kind.REFUSED);
    }
  }

  static List<Corpus.Sample> refusedSqlite() {
    return Corpus.refused(Dialect.SQLITE);
  }

  @ParameterizedTest
  @MethodSource("refusedSqlite")
  void whatSqliteRefusesIsRefused(Corpus.Sample sample) {
    refused(Dialect.SQLITE, sample);
  }

  private static void refused(Dialect dialect, Corpus.Sample sample) {
    assertThatThrownBy(() -> Cut.of(dialect, sample.text()))
        .isInstanceOf(GodwitException.class)
        .hasMessageContaining("s.sql:" + sample.refusedAt() + ":");
  }
}
