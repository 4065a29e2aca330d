package io.godwit.data.lint;

import io.godwit.data.script.Head;
import io.godwit.data.script.Phrase;
import io.godwit.data.script.Subject;
import io.godwit.sql.Dialect;
import java.util.List;
import java.util.Set;

/** What the statements besides {@code ALTER TABLE} do. */
final class StatementRules {

  private static final Set<String> CONTAINERS = Set.of("schema", "database");

  private final Dialect dialect;
  private final Notes notes;
  private final Keys keys;
  private final Exchanges exchanges;
  private final Made made;

  StatementRules(Dialect dialect, Notes notes, Keys keys, Exchanges exchanges, Made made) {
    this.dialect = dialect;
    this.notes = notes;
    this.keys = keys;
    this.exchanges = exchanges;
    this.made = made;
  }

  private boolean own(String table) {
    return made.table(table, notes.statement());
  }

  void create(Subject subject, Phrase create) {
    if (subject.kind().equals("table") && create.says("TABLE")) {
      keys.table(subject.name(), create.inside(0), notes.statement());
      if (!create.says("TEMP") && !create.says("TEMPORARY")) {
        exchanges.madeTable(subject.name(), notes.statement());
      }
      if (create.says("SELECT")) {
        exchanges.filled(subject.name());
      }
    } else if (create.find("INDEX") >= 0 && create.find("INDEX") <= 2) {
      index(subject.name(), create);
    }
  }

  private void index(String table, Phrase create) {
    int on = create.find("ON");
    keys.index(table, create, on, notes.statement());
    if (dialect == Dialect.POSTGRESQL
        && !own(table)
        && !create.says("CONCURRENTLY")
        && !create.at(on + 1, "ONLY")) {
      notes.add(
          Rule.LK101,
          "nobody writes " + table + " until the index is built; write CREATE INDEX CONCURRENTLY");
    }
  }

  void drop(Subject subject, Phrase drop) {
    int at = drop.at(1, "MATERIALIZED") ? 3 : 2;
    at = drop.at(at, "CONCURRENTLY") ? at + 1 : at;
    List<Phrase> names = drop.from(drop.at(at, "IF") ? at + 2 : at).parts();
    switch (subject.kind()) {
      case "table" -> names.forEach(name -> dropTable(name.name(0)));
      case "schema", "database" -> {}
      case "index" -> {
        if (dialect == Dialect.POSTGRESQL && !drop.at(2, "CONCURRENTLY")) {
          notes.add(
              Rule.LK105,
              "waits for all who read its table, and all who come wait behind it; write DROP INDEX"
                  + " CONCURRENTLY");
        }
      }
      case "view", "function", "procedure" -> names.forEach(name -> unnamed(subject, name));
      default -> {}
    }
    if (CONTAINERS.contains(subject.kind()) || drop.says("CASCADE")) {
      notes.add(
          Rule.DS105,
          subject.kind()
              + " "
              + names.get(0).name(0)
              + " goes with all that "
              + (drop.says("CASCADE") ? "hangs on it" : "is in it")
              + "; drop by name what is meant");
    }
  }

  private void dropTable(String table) {
    if (own(table)) {
      exchanges.unmadeTable(table);
    } else if (!made.rebuilt(table)) {
      exchanges.droppedTable(table, notes.statement());
    }
  }

  private void unnamed(Subject subject, Phrase name) {
    if (!made.anywhere(subject.kind(), name.name(0))) {
      notes.add(
          Rule.RN102,
          subject.kind()
              + " "
              + name.name(0)
              + " is no more: whatever still uses it fails; when nothing does, say so here");
    }
  }

  void truncate(Phrase truncate) {
    int at = truncate.at(1, "TABLE") ? 2 : 1;
    for (Phrase name : truncate.from(truncate.at(at, "ONLY") ? at + 1 : at).parts()) {
      if (!own(name.name(0))) {
        notes.add(
            Rule.DS103, "table " + name.name(0) + " is emptied; when that is meant, say so here");
      }
    }
  }

  void delete(Subject subject, Phrase delete) {
    if (!own(subject.name()) && !delete.says("WHERE")) {
      notes.add(
          Rule.DS104,
          "all rows of "
              + subject.name()
              + " are deleted; write WHERE, or say here that it is meant");
    }
  }

  void update(Subject subject, Phrase update) {
    exchanges.filled(subject.name());
    if (!own(subject.name()) && !update.says("WHERE")) {
      notes.add(
          Rule.DS106,
          "every row of "
              + subject.name()
              + " is changed in one transaction, and locked until it ends; on a large table change"
              + " them in batches (data.backfill)");
    }
  }

  void rename(Subject subject, Phrase alter) {
    if (alter.says("RENAME", "VALUE") || alter.says("RENAME", "ATTRIBUTE")) {
      notes.add(
          Rule.RN102,
          "a name in "
              + subject.kind()
              + " "
              + subject.name()
              + " is another from now on: whatever still uses the old one fails");
    }
  }

  /** What works on what is there, and changes nothing that it says. */
  void upkeep(Head head, Phrase phrase) {
    boolean full = head.begins("CLUSTER") || (head.begins("VACUUM") && full(phrase));
    if (full) {
      notes.add(
          Rule.RW103,
          dialect == Dialect.SQLITE
              ? "writes the whole file anew, while nobody writes to it"
              : "writes the table anew, while nobody reads or writes it");
    } else if (head.begins("REINDEX") && !slow(phrase)) {
      notes.add(
          Rule.LK105, "reads by the index, and all writes, wait; write REINDEX … CONCURRENTLY");
    } else if (head.begins("REFRESH", "MATERIALIZED", "VIEW") && !slow(phrase)) {
      notes.add(
          Rule.LK105,
          "nobody reads the view until it is refreshed; write REFRESH MATERIALIZED VIEW"
              + " CONCURRENTLY");
    } else if (head.begins("LOCK")) {
      notes.add(Rule.LK106, "the lock is held until the transaction ends; do without, if you can");
    }
  }

  private boolean full(Phrase vacuum) {
    return dialect == Dialect.SQLITE || vacuum.words().contains("FULL");
  }

  private boolean slow(Phrase phrase) {
    return dialect == Dialect.SQLITE || phrase.words().contains("CONCURRENTLY");
  }
}
