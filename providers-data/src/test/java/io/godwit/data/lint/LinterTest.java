package io.godwit.data.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Finding.Severity;
import io.godwit.api.step.Remark;
import io.godwit.data.error.DataError;
import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.script.TransactionMode;
import io.godwit.data.target.DataConfig;
import io.godwit.data.verify.Expectations;
import io.godwit.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Lint tells from its words what is harmful about a script (P7)")
class LinterTest {

  private static List<Remark> lint(Dialect dialect, String script) {
    return lint(dialect, script, Facts.NONE);
  }

  private static List<Remark> lint(Dialect dialect, String script, Facts facts) {
    return lint(dialect, script, Map.of(), facts);
  }

  private static List<Remark> lint(
      Dialect dialect, String script, Map<Rule, Level> levels, Facts facts) {
    Draft draft =
        Draft.written(
            Script.parse(dialect, new ScriptText("up.sql", script)), TransactionMode.AUTO);
    return Linter.lint(dialect, List.of(draft), levels, facts).get(0);
  }

  private static String codes(Dialect dialect, String script) {
    return String.join(" ", lint(dialect, script).stream().map(Remark::code).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "drop table t                                                    | DS101",
        "drop table if exists public.t, u cascade                        | DS105 DS101 DS101",
        "alter table t drop column if exists a, drop b                   | DS102 DS102",
        "alter table t drop constraint k                                 |",
        "truncate only t                                                 | DS103",
        "delete from t                                                   | DS104",
        "delete from t using u where t.a = u.a                           |",
        "drop schema s                                                   | DS105",
        "drop type mood cascade                                          | DS105",
        "update t set a = (select 1 where true)                          | DS106",
        "update t set a = 1 where b is null                              |",
        "alter table t drop column fullname; alter table t add column name text | RN101",
        "alter table t add column name text, drop column fullname        | RN101",
        "alter table t add n text; update t set n = f where n is null; alter table t drop f | DS102",
        "drop table person; create table people (id int)                 | RN101",
        "alter table t rename column a to b                              | RN102",
        "alter table t rename to u                                       | RN102",
        "alter table t rename constraint a to b                          |",
        "alter type mood rename value 'a' to 'b'                         | RN102",
        "drop view v; create view v as select 1                          |",
        "drop view v                                                     | RN102",
        "alter table t add column a int not null                         | NN101",
        "alter table t add column a int not null default 1               |",
        "alter table t add column a int default null not null            | NN101",
        "alter table t add column a bigserial                            | RW102",
        "alter table t add column a uuid default gen_random_uuid()       | RW102",
        "alter table t add column a timestamptz default now()            |",
        "alter table t add column a int generated always as (b * 2) stored | RW102",
        "alter table t alter column a type bigint                        | RW101",
        "alter table t alter a set data type varchar(10) using a::varchar | TY101 RW101",
        "alter table t set unlogged                                      | RW103",
        "vacuum full t                                                   | RW103",
        "vacuum t                                                        |",
        "create index i on t (a)                                         | LK101",
        "create unique index concurrently i on t (a)                     |",
        "create index i on only t (a)                                    |",
        "alter table t add constraint k check (a > 0)                    | LK102",
        "alter table t add check (a > 0) not valid                       |",
        "create index concurrently i on t (a); alter table t add foreign key (a) references u | LK102",
        "alter table t alter column a set not null                       | LK103",
        "alter table t add constraint k unique (a)                       | LK104",
        "alter table t add constraint k primary key using index i        |",
        "drop index i                                                    | LK105",
        "drop index concurrently if exists i                             |",
        "reindex table t                                                 | LK105",
        "refresh materialized view v                                     | LK105",
        "lock table t in share mode                                      | LK106",
        "alter table t add constraint k check (a > 0) not valid; alter table t validate constraint k | LK107",
        "alter table t add constraint k check (a > 0) not valid, validate constraint k | LK107",
        "alter table t add constraint k check (a > 0) not valid; create index concurrently i on t (b); alter table t validate constraint k |",
        "begin; alter table t add constraint k check (a > 0) not valid; commit; alter table t validate constraint k |",
        "begin; alter table t add constraint k check (a > 0) not valid; alter table t validate constraint k; commit | LK107",
        "alter table t validate constraint k                             |",
        "create table t (a int references u)                             | FK101",
        "create table t (a int primary key references u)                 |",
        "create table t (a int, b int, foreign key (b, a) references u, unique (a, b, c)) |",
        "create table t (a int references u); create index on t (a) where a > 0 | FK101",
        "create table t (a int references u); create index on t using btree (a desc, b) |",
        "create table t (a int references u); create index on t (lower(a)) | FK101",
        "create table t (a int); create index i on t (a); alter table t alter a type text; drop table t |",
        "insert into t select * from u                                   |",
        "do $$ begin drop table t; end $$                                |",
      })
  @DisplayName("P7: on PostgreSQL")
  void postgres(String script, String codes) {
    assertThat(codes(Dialect.POSTGRESQL, script)).isEqualTo(codes == null ? "" : codes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "drop table t                                          | DS101",
        "delete from t                                         | DS104",
        "alter table t drop column a                           | DS102",
        "alter table t add column a int not null               | NN101",
        "alter table t rename a to b                           | RN102",
        "create index i on t (a)                               |",
        "vacuum                                                | RW103",
        "create table t (a int references u (id))              | FK101",
        "create table n (a); insert into n select a from t; drop table t; alter table n rename to t |",
        "alter table t rename to o; create table t (a); insert into t select a from o; drop table o |",
      })
  @DisplayName("P7: on SQLite, where the rebuild of a table drops nothing")
  void sqlite(String script, String codes) {
    assertThat(codes(Dialect.SQLITE, script)).isEqualTo(codes == null ? "" : codes);
  }

  @Test
  @DisplayName(
      "P7: statements that run each by themselves, or in other steps, hold no lock for long")
  void validatedElsewhere() {
    String add = "alter table t add constraint k check (a > 0) not valid;";
    String validate = "alter table t validate constraint k;";
    assertThat(codesOf(TransactionMode.NONE, add + validate)).isEmpty();
    assertThat(codesOf(TransactionMode.AUTO, add, validate)).isEmpty();
    assertThat(codesOf(TransactionMode.AUTO, add + validate)).containsExactly("LK107");
    assertThat(
            codesOf(
                TransactionMode.AUTO,
                add + "-- godwit: allow LK107 because t is small\n" + validate))
        .isEmpty();
  }

  private static List<String> codesOf(TransactionMode mode, String... scripts) {
    List<Draft> drafts =
        Arrays.stream(scripts)
            .map(
                script ->
                    Draft.written(
                        Script.parse(Dialect.POSTGRESQL, new ScriptText("up.sql", script)), mode))
            .toList();
    return Linter.lint(Dialect.POSTGRESQL, drafts, Map.of(), Facts.NONE).stream()
        .flatMap(List::stream)
        .map(Remark::code)
        .toList();
  }

  @Test
  void aRemarkSaysWhereItStands() {
    assertThat(lint(Dialect.SQLITE, "select 1;\n  drop table t;"))
        .singleElement()
        .satisfies(
            remark -> {
              assertThat(remark.place().toString()).isEqualTo("up.sql:2:3");
              assertThat(remark.severity()).isEqualTo(Severity.ERROR);
              assertThat(remark.toString()).startsWith("up.sql:2:3 DS101: table t goes");
            });
  }

  @Test
  @DisplayName("P7: a comment before the statement silences it, for that statement only")
  void allowed() {
    String script =
        """
        -- godwit: allow DS101 because nothing has read t since 1.4
        drop table t;
        /* godwit: allow ds102, RN102 because both
           versions of the application are gone */
        alter table u drop column a, rename b to c;
        drop table v;
        """;
    assertThat(lint(Dialect.SQLITE, script))
        .extracting(remark -> remark.code() + remark.place().line())
        .containsExactly("DS1016");
  }

  @Test
  void anAllowanceThatSilencesNothingIsAWarning() {
    String script =
        """
        -- godwit: allow LK101 because it is small
        -- godwit: allow XX999 because why not
        select 1;
        -- godwit: allow DS101 because nothing follows
        """;
    assertThat(lint(Dialect.SQLITE, script))
        .extracting(remark -> remark.code() + remark.place().line() + remark.severity())
        .containsExactly("AL1011WARNING", "AL1012WARNING", "AL1014WARNING");
  }

  @ParameterizedTest
  @CsvSource({
    "-- godwit: allow DS101",
    "-- godwit: allow DS101 because",
    "-- godwit: allow because it is small",
    "-- godwit: permit DS101 because it is small",
  })
  void anAllowanceWithoutAReasonIsAnError(String comment) {
    assertThatThrownBy(() -> lint(Dialect.SQLITE, comment + "\ndrop table t;"))
        .isInstanceOfSatisfying(
            GodwitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(DataError.DIRECTIVE);
              assertThat(e.faults().get(0).place()).isPresent();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "integer                | bigint        | RW101",
        "bigint                 | int           | TY101 RW101",
        "character varying(10)  | varchar(20)   |",
        "character varying(20)  | varchar(10)   | TY101 RW101",
        "character varying(20)  | text          |",
        "text                   | varchar       |",
        "text                   | varchar(99)   | TY101 RW101",
        "numeric(10,2)          | numeric(12,2) |",
        "numeric(10,2)          | numeric(12,4) | RW101",
        "numeric(10,2)          | numeric(10,4) | TY101 RW101",
        "integer                | text          | RW101",
        "json                   | jsonb         | RW101",
        "timestamp with time zone | date        | TY101 RW101",
        "date                   | timestamptz   | RW101",
        "double precision       | real          | TY101 RW101",
        "integer[]              | bigint[]      | TY101 RW101",
      })
  @DisplayName("P7: whether a type narrows is told by what the column is now")
  void types(String before, String now, String codes) {
    Facts facts =
        new Facts() {
          @Override
          public Optional<String> type(String table, String column) {
            return table.equals("t") && column.equals("a") ? Optional.of(before) : Optional.empty();
          }

          @Override
          public boolean neverNull(String table, String column) {
            return false;
          }

          @Override
          public boolean indexed(String table, List<String> columns) {
            return false;
          }
        };
    List<Remark> found =
        lint(Dialect.POSTGRESQL, "alter table t alter column a type " + now, facts);
    assertThat(String.join(" ", found.stream().map(Remark::code).toList()))
        .isEqualTo(codes == null ? "" : codes);
  }

  @Test
  void howBadItIsCanBeSaid() {
    DataConfig config =
        new DataConfig(
            "jdbc:sqlite:a",
            Duration.ZERO,
            Duration.ZERO,
            1,
            Expectations.NONE,
            Map.of("ds101", Level.OFF, "RN102", Level.ERROR));
    String script = "drop table t; alter table a rename to b";
    assertThat(lint(Dialect.SQLITE, script, config.levels(), Facts.NONE))
        .extracting(remark -> remark.code() + " " + remark.severity())
        .containsExactly("RN102 ERROR");
    assertThatThrownBy(
            () ->
                new DataConfig(
                    "jdbc:sqlite:a",
                    Duration.ZERO,
                    Duration.ZERO,
                    1,
                    Expectations.NONE,
                    Map.of("DS9", Level.OFF)))
        .hasMessageContaining("no rule 'DS9'");
  }

  @Test
  void everyRuleStandsOnThePage() throws IOException {
    List<String> rows =
        Pattern.compile(
                "^\\| `(\\w+)` \\| (error|warning) \\|.*\\S.*\\|.*\\S.*\\|$", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("..", "docs", "lint.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Rule.values())
                .map(rule -> rule.name() + " " + rule.level().name().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static String together(String... scripts) {
    List<Draft> drafts =
        Arrays.stream(scripts)
            .map(script -> new ScriptText("up.sql", script))
            .map(
                text -> Draft.written(Script.parse(Dialect.POSTGRESQL, text), TransactionMode.AUTO))
            .toList();
    return Linter.lint(Dialect.POSTGRESQL, drafts, Map.of(), Facts.NONE).stream()
        .map(said -> String.join(" ", said.stream().map(Remark::code).toList()))
        .collect(Collectors.joining(" | "));
  }

  @Test
  @DisplayName("P7: what runs together is judged together, and each thing is told where it stands")
  void whatOneScriptDoesMattersForAnother() {
    assertThat(together("create table t (a int)", "create index on t (a)")).isEqualTo(" | ");
    assertThat(together("select 1", "create index on t (a)")).isEqualTo(" | LK101");
    assertThat(
            together(
                "alter table t add b int references u not valid",
                "create index concurrently on t (b)"))
        .isEqualTo(" | ");
    assertThat(together("alter table t drop column a", "alter table t add column b text"))
        .isEqualTo("RN101 | ");
    assertThat(
            together(
                "alter table t add column b text",
                "update t set b = a where true",
                "alter table t drop column a"))
        .isEqualTo(" |  | DS102");
    assertThat(together("drop table person", "create table people (a int)")).isEqualTo("RN101 | ");
    assertThat(
            together(
                "-- godwit: allow DS101 because people has come instead\ndrop table person",
                "create table people (a int)"))
        .as("who means the drop does not mean a rename")
        .isEqualTo(" | ");
  }

  @Test
  @DisplayName("P7: what only passes through harms nobody, and is no rename")
  void whatComesAndGoesAgain() {
    assertThat(together("alter table t add column b text", "alter table t drop column b"))
        .isEqualTo(" | ");
    assertThat(together("create table n (a int)", "drop table n", "drop table o"))
        .isEqualTo(" |  | DS101");
  }

  @Test
  @DisplayName("P7: a proved constraint makes NOT NULL quick, in whichever script it is proved")
  void whatIsProvedNeedsNoSearch() {
    String add = "alter table t add constraint k check (a is not null) not valid";
    String set = "alter table t alter column a set not null";
    assertThat(together(add, "alter table t validate constraint k", set)).isEqualTo(" |  | ");
    assertThat(together(add, set)).isEqualTo(" | LK103");
    assertThat(
            together(
                add, "alter table t validate constraint k", "alter table t drop constraint k", set))
        .isEqualTo(" |  |  | LK103");
  }
}
