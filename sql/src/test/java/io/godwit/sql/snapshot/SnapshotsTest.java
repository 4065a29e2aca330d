package io.godwit.sql.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import io.godwit.sql.TestDatabases;
import io.godwit.sql.receipt.Receipts;
import io.godwit.sql.schema.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A database goes into the repository and comes back as it was (A6, E8, E9)")
class SnapshotsTest {

  private static final AtomicInteger EFFECTS = new AtomicInteger();

  @TempDir Path folder;

  private Path room(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Database fresh(Dialect dialect, String name) {
    return TestDatabases.fresh(dialect, room(name), DatabaseSettings.SCRIPTS);
  }

  private Database filled(Dialect dialect) {
    Database database = fresh(dialect, "first");
    String script = script(dialect);
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      if (dialect == Dialect.POSTGRESQL) {
        script = script.replace("create role \"snap Reader\" nologin;", "");
        statement.execute(
            "do $$ begin create role \"snap Reader\" nologin; exception when duplicate_object then"
                + " null; end $$");
      }
      if (dialect == Dialect.POSTGRESQL) {
        statement.execute(script);
      } else {
        statement.executeUpdate(script); // all of it, where execute() runs the first
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return database;
  }

  private Database small(Dialect dialect) {
    Database database = fresh(dialect, "first");
    TestDatabases.execute(
        database,
        "create table customer (id int primary key, name text)",
        "create table other (id int references customer (id))",
        "insert into customer values (1, 'one'), (2, 'two')",
        "insert into other values (1)");
    return database;
  }

  private static String script(Dialect dialect) {
    String name = dialect == Dialect.POSTGRESQL ? "postgres.sql" : "sqlite.sql";
    try (InputStream in = SnapshotsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Effect effect(long token) {
    Digest key = Digest.of("restore " + EFFECTS.incrementAndGet());
    return new Effect(
        Verb.APPLY,
        new RunId(new UUID(1, 2)),
        new StepId("restore"),
        new Effect.Keys(key, key, Optional.empty()),
        token);
  }

  private Attempt<Progress> restore(Database database, Taken snapshot, Effect effect) {
    return new Snapshots(database, new Receipts(database))
        .restore(snapshot, effect, room("scratch"));
  }

  private Progress restored(Database database, Taken snapshot) {
    return restore(database, snapshot, effect(1))
        .fold(done -> done, SnapshotsTest::wrong, SnapshotsTest::wrong, SnapshotsTest::wrong);
  }

  private static Progress wrong(Fault fault) {
    throw new AssertionError(fault.toString());
  }

  private static ErrorCode otherwise(Fault fault) {
    throw new AssertionError(fault.toString());
  }

  private static ErrorCode code(Attempt<Progress> attempt) {
    return attempt.fold(
        done -> {
          throw new AssertionError("it was done");
        },
        Fault::code,
        SnapshotsTest::otherwise,
        SnapshotsTest::otherwise);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void everyKindOfThingComesBackInAnotherDatabase(Dialect dialect) throws SQLException {
    Database first = filled(dialect);
    Taken snapshot = Taken.of(first, room("scratch"));
    Database other = fresh(dialect, "other");
    if (dialect == Dialect.POSTGRESQL) {
      TestDatabases.execute(other, "create publication news");
    }

    Progress progress = restored(other, snapshot);

    assertThat(Contents.digest(other)).isEqualTo(Contents.digest(first));
    assertThat(progress.checkpoint().values()).isEmpty();
    if (dialect == Dialect.POSTGRESQL) {
      Map<String, String> again = texts(Taken.of(other, room("scratch")));
      assertThat(again).containsExactlyInAnyOrderEntriesOf(texts(snapshot));
    }
    first.close();
    other.close();
  }

  private static Map<String, String> texts(Taken snapshot) {
    Map<String, String> texts = new HashMap<>();
    snapshot.bytes().forEach((path, bytes) -> texts.put(path, new String(bytes, UTF_8)));
    return texts;
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void whatWasDoneSinceIsGone(Dialect dialect) throws SQLException {
    Database database = filled(dialect);
    Digest before = Contents.digest(database);
    Taken snapshot = Taken.of(database, room("scratch"));
    boolean sqlite = dialect == Dialect.SQLITE;
    TestDatabases.execute(
        database,
        sqlite ? "drop trigger to_pages; drop table pages" : "create extension hstore",
        sqlite ? "create table pages_of (a)" : "create schema more; create table more.t (a int)",
        "delete from customer",
        sqlite
            ? "create table added (a references customer (id))"
            : "create table added (a bigint references customer (id), b mood)",
        "create view seen as select * from added",
        "alter table heapish rename to x".replace("heapish", sqlite ? "heap" : "quick"));

    restored(database, snapshot);

    assertThat(Contents.digest(database)).isEqualTo(before);
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("Godwit's own tables are neither captured nor touched")
  void ownTablesStay(Dialect dialect) {
    Database database = filled(dialect);
    restored(database, Taken.of(database, room("scratch")));
    String own =
        dialect == Dialect.SQLITE
            ? "create table godwit_kept_1 as select * from customer"
            : "create table godwit.godwit_kept_1 as select id, name::text from customer";
    TestDatabases.execute(database, own);
    Taken snapshot = Taken.of(database, room("scratch"));

    restored(database, snapshot);

    String schema = dialect == Dialect.SQLITE ? "main." : "godwit.";
    assertThat(TestDatabases.ask(database, "select count(*) from " + schema + "godwit_receipt"))
        .isEqualTo("2");
    assertThat(TestDatabases.ask(database, "select count(*) > 0 from " + schema + "godwit_kept_1"))
        .isIn("1", "t");
    Database other = fresh(dialect, "other");
    restored(other, snapshot);
    String kept =
        dialect == Dialect.SQLITE
            ? "select count(*) from sqlite_schema where name = 'godwit_kept_1'"
            : "select count(*) from pg_class where relname = 'godwit_kept_1'";
    assertThat(TestDatabases.ask(other, kept)).isEqualTo("0");
    other.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("An engine that has lost its lease restores nothing; one effect happens once")
  void restoresAreFenced(Dialect dialect) throws SQLException {
    Database database = filled(dialect);
    Taken snapshot = Taken.of(database, room("scratch"));
    Effect late = effect(3);
    assertThat(restore(database, snapshot, effect(5)).map(Progress::complete))
        .isEqualTo(Attempt.done(true));
    TestDatabases.execute(
        database,
        "delete from keyed_or_refers"
            .replace("keyed_or_refers", dialect == Dialect.SQLITE ? "keyed" : "part_2020"));
    Digest now = Contents.digest(database);

    assertThat(code(restore(database, snapshot, late))).isEqualTo(SqlError.FENCED);
    Effect once = effect(5);
    restore(database, snapshot, once);
    Digest back = Contents.digest(database);
    TestDatabases.execute(database, "delete from customer");
    restore(database, snapshot, once);

    assertThat(back).isNotEqualTo(now);
    assertThat(TestDatabases.ask(database, "select count(*) from customer")).isEqualTo("0");
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("An unchanged database gives the same bytes, so that the repository keeps them once")
  void unchangedIsTheSame(Dialect dialect) {
    Database database = filled(dialect);

    Taken one = Taken.of(database, room("scratch"));
    Taken two = Taken.of(database, room("scratch"));

    assertThat(two.bytes().keySet()).isEqualTo(one.bytes().keySet());
    one.bytes().forEach((path, bytes) -> assertThat(two.bytes().get(path)).isEqualTo(bytes));
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void anEmptyDatabaseIsASnapshotToo(Dialect dialect) throws SQLException {
    Database empty = fresh(dialect, "empty");
    Taken snapshot = Taken.of(empty, room("scratch"));
    Database database = small(dialect);

    restored(database, snapshot);

    assertThat(Contents.digest(database)).isEqualTo(Contents.digest(empty));
    empty.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("A snapshot of the other database is refused, nothing is changed")
  void otherKindsAreRefused(Dialect dialect) throws SQLException {
    Dialect other = dialect == Dialect.SQLITE ? Dialect.POSTGRESQL : Dialect.SQLITE;
    Database database = small(dialect);
    Digest before = Contents.digest(database);
    Database foreign = fresh(other, "foreign");
    Taken snapshot = Taken.of(foreign, room("scratch"));

    assertThat(code(restore(database, snapshot, effect(1)))).isEqualTo(SqlError.NO_SNAPSHOT);
    assertThat(Contents.digest(database)).isEqualTo(before);
    foreign.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-- godwit postgresql snapshot 2\n",
        "-- godwit postgresql snapshot 1\n\n-- godwit do 99999999 x\nselect 1;\n",
        "-- godwit postgresql snapshot 1\n\n-- godwit do -3 x\nselect 1;\n",
        "-- godwit postgresql snapshot 1\n\n-- godwit copy 28 x\n\\copy t from 'rows/../../etc'\n",
        "-- godwit postgresql snapshot 1\ndrop table customer;\n"
      })
  @DisplayName("Damaged or hostile statements are refused before anything is touched")
  void hostileStructures(String structure) throws SQLException {
    Database database = small(Dialect.POSTGRESQL);
    Digest before = Contents.digest(database);
    Taken snapshot =
        Taken.of(database, room("scratch")).with(Structure.FILE, structure.getBytes(UTF_8));

    assertThat(code(restore(database, snapshot, effect(1)))).isEqualTo(SqlError.NO_SNAPSHOT);
    assertThat(Contents.digest(database)).isEqualTo(before);
    database.close();
  }

  @Test
  @DisplayName(
      "A file that is no database, or a damaged one, is refused before anything is touched")
  void hostileFiles() throws SQLException {
    Database database = filled(Dialect.SQLITE);
    Digest before = Contents.digest(database);
    Taken snapshot = Taken.of(database, room("scratch"));
    byte[] whole = Objects.requireNonNull(snapshot.bytes().get(SqliteCapture.FILE));
    byte[] broken = whole.clone();
    for (int i = 4_096; i < 12_288; i++) {
      broken[i] = (byte) (i * 31);
    }
    for (byte[] bytes : new byte[][] {new byte[100], "no database".getBytes(UTF_8), broken}) {
      Taken bad = snapshot.with(SqliteCapture.FILE, bytes);
      assertThat(code(restore(database, bad, effect(1)))).isEqualTo(SqlError.NO_SNAPSHOT);
    }
    assertThat(Contents.digest(database)).isEqualTo(before);
    database.close();
  }

  @Test
  @DisplayName("A disk that is full leaves everything as it was, and the restore can be repeated")
  void fullDisk() throws SQLException {
    Database large = filled(Dialect.SQLITE);
    Taken snapshot = Taken.of(large, room("scratch"));
    Database narrow =
        Database.open(
            DatabaseUrl.parse("jdbc:sqlite:narrow.db?max_page_count=12", room("narrow")),
            DatabaseSettings.SCRIPTS);
    TestDatabases.execute(narrow, "create table here (a)", "insert into here values (1)");
    Digest before = Contents.digest(narrow);

    Attempt<Progress> attempt = restore(narrow, snapshot, effect(1));

    assertThat(attempt).isInstanceOf(Attempt.Retryable.class);
    assertThat(attempt.fold(done -> "", Fault::toString, Fault::toString, Fault::toString))
        .contains("GW-307");
    assertThat(Contents.digest(narrow)).isEqualTo(before);
    large.close();
    narrow.close();
  }

  @Test
  @DisplayName("Rows that do not fit, halfway through, leave everything as it was")
  void wholeOrNotAtAll() throws SQLException {
    Database database = small(Dialect.POSTGRESQL);
    Digest before = Contents.digest(database);
    Taken snapshot = Taken.of(database, room("scratch"));
    String rows =
        snapshot.bytes().keySet().stream()
            .filter(path -> path.startsWith("rows/"))
            .reduce((a, b) -> b)
            .orElseThrow();
    Taken bad = snapshot.with(rows, "not\ta\trow\n".getBytes(UTF_8));

    assertThat(code(restore(database, bad, effect(1)))).isEqualTo(SqlError.STATEMENT_REFUSED);
    Taken less = snapshot.with(Expected.FILE, "".getBytes(UTF_8));
    assertThat(code(restore(database, less, effect(1)))).isEqualTo(SqlError.RESTORED_OTHERWISE);
    assertThat(Contents.digest(database)).isEqualTo(before);
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create operator === (leftarg = int, rightarg = int, function = int4eq)|operator public.===(integer,integer)",
        "create text search configuration mine (copy = simple)|text search configuration public.mine",
        "do $$ begin perform lo_create(4711); end $$|large object 4711",
        "create collation mine (provider = icu, locale = 'de')|collation public.mine",
        "create foreign data wrapper w|foreign-data wrapper w",
        "create type t as (a int); create table typed of t|table of a type: public.typed",
        "create function noted() returns event_trigger language plpgsql as 'begin end'; create event trigger e on sql_drop execute function noted()|event trigger e"
      })
  @DisplayName("What could not be brought back is refused by name before anything is captured")
  void unknownThings(String what) {
    String[] words = what.split("\\|", -1);
    Database database = fresh(Dialect.POSTGRESQL, "x");
    TestDatabases.execute(database, words[0]);

    assertThatThrownBy(() -> Taken.of(database, room("scratch")))
        .isInstanceOf(GodwitException.class)
        .hasMessageContaining(words[1])
        .extracting(e -> ((GodwitException) e).code())
        .isEqualTo(SqlError.NOT_CAPTURABLE);
    database.close();
  }

  @Test
  @DisplayName("Roles that a server does not have are left out and named")
  void missingRoles() {
    Database database = fresh(Dialect.POSTGRESQL, "x");
    String role = "gone_" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    TestDatabases.execute(
        database, "create role " + role, "create table t (a int)", "grant select on t to " + role);
    Taken snapshot = Taken.of(database, room("scratch"));
    TestDatabases.execute(database, "drop table t", "drop role " + role);

    Progress progress = restored(database, snapshot);

    assertThat(progress.checkpoint().get("left-out"))
        .contains("grant on table public.t to " + role);
    database.close();
  }

  @Test
  @DisplayName("Rows keep their row numbers, and the index of a virtual table what it holds")
  void rowNumbers() {
    Database database = filled(Dialect.SQLITE);
    String question =
        "select group_concat(x) from (select rowid || a as x from heap union all select rowid from"
            + " docs where docs match 'c7' union all select title from pages where pages match"
            + " 'c8 text' union all select id from boxes where x0 > 480 union all select seq from"
            + " sqlite_sequence union all select stat from sqlite_stat1 order by 1)";
    String before = TestDatabases.ask(database, question);
    Taken snapshot = Taken.of(database, room("scratch"));
    Database other = fresh(Dialect.SQLITE, "other");

    restored(other, snapshot);

    assertThat(TestDatabases.ask(other, question)).isEqualTo(before);
    TestDatabases.execute(other, "insert into customer (name) values ('new')");
    assertThat(TestDatabases.ask(other, "select id from customer where name = 'new'"))
        .isEqualTo("501");
    assertThat(TestDatabases.ask(other, "select count(*) from pages where pages match 'new'"))
        .isEqualTo("1");
    assertThat(TestDatabases.ask(other, "pragma integrity_check")).isEqualTo("ok");
    database.close();
    other.close();
  }

  @Test
  @DisplayName("Tables of a scope come back, the others stay as they are")
  void scopes() {
    for (Dialect dialect : Dialect.values()) {
      Database database = fresh(dialect, "scope");
      TestDatabases.execute(
          database,
          "create table knowledge_a (a int primary key)",
          "create table other (a int)",
          "insert into knowledge_a values (1)",
          "insert into other values (1)",
          "create view knowledge_v as select * from knowledge_a");
      Snapshots knowledge = new Snapshots(database, new Receipts(database), "knowledge_");
      Taken snapshot = Taken.of(knowledge, room("scratch"));
      TestDatabases.execute(
          database,
          "insert into knowledge_a values (2)",
          "insert into other values (2)",
          "create table knowledge_b (a int)");

      knowledge
          .restore(snapshot, effect(1), room("scratch"))
          .fold(done -> done, SnapshotsTest::wrong, SnapshotsTest::wrong, SnapshotsTest::wrong);

      assertThat(TestDatabases.ask(database, "select count(*) from knowledge_v")).isEqualTo("1");
      assertThat(TestDatabases.ask(database, "select count(*) from other")).isEqualTo("2");
      TestDatabases.execute(database, "create view theirs as select * from knowledge_a");
      Attempt<Progress> again = knowledge.restore(snapshot, effect(1), room("scratch"));
      assertThat(again.fold(done -> "done", Fault::message, Fault::message, Fault::message))
          .contains(dialect == Dialect.SQLITE ? "done" : "view public.theirs depends on");
      assertThat(TestDatabases.ask(database, "select count(*) from theirs")).isEqualTo("1");
      database.close();
    }
  }
}
