package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory that has grown for years: every kind of object, made, changed and replaced. Each
 * target is digested after every migration, on the way up and on the way down.
 */
@DisplayName("P1, P5: up, down, up is the same schema and rows at every version")
class UpDownUpTest {

  /** How often the pattern of changes is repeated, each time on other objects. */
  private static final int ROUNDS = Integer.getInteger("godwit.rounds", 1);

  private record Change(String up, String down) {}

  /** Both databases: tables, keys, indexes, views, columns, rows. */
  private static final List<Change> BOTH =
      List.of(
          new Change(
              "create table account_%1$d (id integer primary key, name text not null, email text);\n"
                  + "create unique index account_%1$d_email on account_%1$d (email);",
              "drop table account_%1$d;"),
          new Change(
              "insert into account_%1$d values (1, 'a;', 'a@b'), (2, 'it''s', null);",
              "delete from account_%1$d;"),
          new Change(
              "create table ticket_%1$d (id integer primary key, account integer not null references"
                  + " account_%1$d (id) on delete cascade, title text not null default '', check"
                  + " (length(title) < 80));",
              "drop table ticket_%1$d;"),
          new Change(
              "insert into ticket_%1$d (id, account, title) select id, id, name from account_%1$d;",
              "delete from ticket_%1$d;"),
          new Change(
              "alter table ticket_%1$d add column state text not null default 'open';",
              "alter table ticket_%1$d drop column state;"),
          new Change(
              "create view open_%1$d as select t.id, a.name from ticket_%1$d t join account_%1$d a on"
                  + " a.id = t.account where t.state = 'open';",
              "drop view open_%1$d;"),
          new Change(
              "alter table account_%1$d rename column email to mail;",
              "alter table account_%1$d rename column mail to email;"),
          new Change(
              "create index ticket_%1$d_open on ticket_%1$d (account, title) where state = 'open';",
              "drop index ticket_%1$d_open;"));

  private static final List<Change> SQLITE =
      List.of(
          new Change(
              "create trigger ticket_%1$d_t after update on ticket_%1$d begin\n  update account_%1$d"
                  + " set name = case when new.state = 'x;' then 'x' else name end where id ="
                  + " new.account;\nend;",
              "drop trigger ticket_%1$d_t;"),
          new Change(
              "alter table account_%1$d rename to person_%1$d;",
              "alter table person_%1$d rename to account_%1$d;"),
          new Change(
              "create table note_%1$d (id integer primary key, body text) strict;\n"
                  + "create virtual table words_%1$d using fts5(body);",
              "drop table words_%1$d;\ndrop table note_%1$d;"));

  private static final List<Change> POSTGRES =
      List.of(
          new Change(
              "create type mood_%1$d as enum ('sad', 'ok');\nalter table ticket_%1$d add column mood"
                  + " mood_%1$d default 'ok';",
              "alter table ticket_%1$d drop column mood;\ndrop type mood_%1$d;"),
          new Change(
              "create function touch_%1$d() returns trigger language plpgsql as $$ begin new.title :="
                  + " new.title || ';'; return new; end $$;\ncreate trigger touch before update on"
                  + " ticket_%1$d for each row execute function touch_%1$d();",
              "drop trigger touch on ticket_%1$d;\ndrop function touch_%1$d();"),
          new Change(
              "create function count_%1$d() returns bigint language sql begin atomic; select count(*)"
                  + " from ticket_%1$d; end;",
              "drop function count_%1$d();"),
          new Change(
              "create table log_%1$d (at date not null, word text) partition by range (at);\n"
                  + "create table log_%1$d_a partition of log_%1$d for values from ('2026-01-01') to"
                  + " ('2027-01-01');\ncreate index on log_%1$d (at);",
              "drop table log_%1$d;"),
          new Change(
              "create index concurrently ticket_%1$d_title on ticket_%1$d (title);",
              "drop index concurrently ticket_%1$d_title;"),
          new Change(
              "create materialized view names_%1$d as select name from account_%1$d;\ncreate domain"
                  + " short_%1$d as text check (length(value) < 9);\ncreate sequence seq_%1$d"
                  + " increment 3;\ncomment on table ticket_%1$d is 'what; people ask';",
              "comment on table ticket_%1$d is null;\ndrop sequence seq_%1$d;\ndrop domain"
                  + " short_%1$d;\ndrop materialized view names_%1$d;"));

  @TempDir Path folder;

  @Test
  void sqlite() {
    upDownUp(new SqlProject(folder, "jdbc:sqlite:app.db"), SQLITE);
  }

  @Test
  void postgres() {
    upDownUp(new SqlProject(folder, TestPostgres.freshDatabase()), POSTGRES);
  }

  private static void upDownUp(SqlProject project, List<Change> more) {
    int files = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      for (List<Change> changes : List.of(BOTH, more)) {
        for (Change change : changes) {
          String name = "migrations/%04d_m%d".formatted(++files, files);
          project.write(name + ".up.sql", change.up().formatted(round));
          project.write(name + ".down.sql", change.down().formatted(round));
        }
      }
    }
    try (Godwit godwit = project.open()) {
      List<String> up = new ArrayList<>(List.of(digest(godwit)));
      for (int version = 1; version <= files; version++) {
        done(godwit.up(Optional.of(new Version("%04d".formatted(version))), Consent.NONE));
        up.add(digest(godwit));
      }
      for (int version = files - 1; version >= 0; version--) {
        done(godwit.down(Consent.NONE));
        assertThat(digest(godwit)).as("down to %d", version).isEqualTo(up.get(version));
      }
      done(godwit.up(Optional.empty(), Consent.NONE));
      assertThat(digest(godwit)).isEqualTo(up.get(files));
    }
  }

  private static void done(RunReport report) {
    assertThat(report.message()).isEmpty();
    assertThat(report.ending()).isEqualTo(Ending.DONE);
  }

  private static String digest(Godwit godwit) {
    return godwit.status(true).targets().get(0).digest().orElse("");
  }
}
