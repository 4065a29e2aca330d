package io.godwit.data.lint;

import io.godwit.data.script.Phrase;
import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@code ALTER TABLE} does, action by action. */
final class TableRules {

  private static final Set<String> NO_COLUMN =
      Set.of("CONSTRAINT", "DEFAULT", "EXPRESSION", "IDENTITY", "NOT");
  private static final Set<String> CONSTRAINTS =
      Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE");

  /** What a type ends before, in the definition of a column. */
  private static final Set<String> AFTER_TYPE =
      Set.of(
          "COLLATE",
          "COMPRESSION",
          "CONSTRAINT",
          "NOT",
          "NULL",
          "CHECK",
          "DEFAULT",
          "GENERATED",
          "UNIQUE",
          "PRIMARY",
          "REFERENCES",
          "STORAGE",
          "USING",
          "DEFERRABLE",
          "INITIALLY");

  private static final Set<String> SERIALS =
      Set.of("SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2");

  private static final Set<String> VOLATILE =
      Set.of(
          "RANDOM",
          "RANDOM_NORMAL",
          "GEN_RANDOM_UUID",
          "GEN_RANDOM_BYTES",
          "UUID_GENERATE_V1",
          "UUID_GENERATE_V1MC",
          "UUID_GENERATE_V4",
          "UUIDV4",
          "UUIDV7",
          "CLOCK_TIMESTAMP",
          "TIMEOFDAY",
          "NEXTVAL",
          "SETVAL",
          "CURRVAL",
          "LASTVAL");

  private final Dialect dialect;
  private final Notes notes;
  private final Keys keys;
  private final Facts facts;
  private final Exchanges exchanges;
  private final NullChecks nulls;
  private final Validations validations;

  TableRules(
      Dialect dialect,
      Notes notes,
      Keys keys,
      Facts facts,
      Exchanges exchanges,
      Validations validations) {
    this.dialect = dialect;
    this.notes = notes;
    this.keys = keys;
    this.facts = facts;
    this.exchanges = exchanges;
    this.nulls = new NullChecks(facts);
    this.validations = validations;
  }

  /**
   * Looks at a statement.
   *
   * @param own whether the table is the script's own, so that nobody is harmed
   */
  void alter(Phrase alter, String table, boolean own, Made made) {
    int at = alter.at(2, "IF") ? 4 : 2;
    at = alter.afterName(alter.at(at, "ONLY") ? at + 1 : at);
    for (Phrase action : alter.from(alter.at(at, "*") ? at + 1 : at).parts()) {
      keep(table, action);
      nulls.action(table, action);
      if (!own) {
        validations.action(table, action);
        action(table, action, made);
      }
    }
  }

  /** Keys and indexes count on new tables too. */
  private void keep(String table, Phrase action) {
    if (action.at(0, "ADD")) {
      if (CONSTRAINTS.contains(action.word(1))) {
        keys.constraint(table, action.from(1), notes.statement());
      } else {
        keys.column(table, column(action), notes.statement());
      }
    }
  }

  private static Phrase column(Phrase add) {
    int at = add.at(1, "COLUMN") ? 2 : 1;
    return add.from(add.at(at, "IF") ? at + 3 : at);
  }

  private void action(String table, Phrase action, Made made) {
    switch (action.word(0)) {
      case "DROP" -> drop(table, action);
      case "ADD" -> {
        if (CONSTRAINTS.contains(action.word(1))) {
          constraint(table, action);
        } else {
          add(table, column(action));
        }
      }
      case "RENAME" -> rename(table, action, made);
      case "ALTER" -> change(table, action);
      case "SET" -> {
        if (Set.of("TABLESPACE", "LOGGED", "UNLOGGED", "ACCESS").contains(action.word(1))) {
          notes.add(Rule.RW103, "writes " + table + " anew, while nobody reads or writes it");
        }
      }
      default -> {}
    }
  }

  private void drop(String table, Phrase action) {
    if (NO_COLUMN.contains(action.word(1))) {
      return;
    }
    int at = action.at(1, "COLUMN") ? 2 : 1;
    String column = action.name(action.at(at, "IF") ? at + 2 : at);
    exchanges.dropped(table, column, notes.statement());
  }

  private void rename(String table, Phrase action, Made made) {
    if (action.at(1, "CONSTRAINT")) {
      return;
    }
    if (action.at(1, "TO")) {
      if (!made.anywhere("table", table)) {
        gone("table " + table, action.name(2));
      }
      return;
    }
    int at = action.at(1, "COLUMN") ? 2 : 1;
    gone("column " + action.name(at) + " of " + table, action.name(at + 2));
  }

  private void gone(String what, String now) {
    notes.add(
        Rule.RN102,
        what
            + " is called "
            + now
            + " from now on: whatever still uses the old name fails; leave a view of the old name, or"
            + " expand and contract");
  }

  private void add(String table, Phrase column) {
    String name = column.name(0);
    exchanges.added(table, name, notes.statement());
    boolean fills = column.says("DEFAULT") && !column.says("DEFAULT", "NULL");
    boolean made =
        column.says("GENERATED") || column.says("AS") || SERIALS.contains(column.word(1));
    if (column.says("NOT", "NULL") && !fills && !made) {
      notes.add(
          Rule.NN101,
          "column "
              + name
              + " must not be null and has no default, so this fails as soon as "
              + table
              + " has a row; give it a default, or add it nullable, fill it and demand it then");
    }
    if (dialect == Dialect.POSTGRESQL
        && (made ? !column.says("VIRTUAL") : volatileDefault(column))) {
      notes.add(
          Rule.RW102,
          "the value of column "
              + name
              + " is made for every row, so "
              + table
              + " is written anew while nobody reads or writes it; add it without, and fill it in"
              + " batches");
    }
  }

  private static boolean volatileDefault(Phrase column) {
    int at = column.find("DEFAULT");
    return at >= 0 && column.from(at).words().stream().anyMatch(VOLATILE::contains);
  }

  private void constraint(String table, Phrase action) {
    if (dialect != Dialect.POSTGRESQL) {
      return;
    }
    int kind = action.at(1, "CONSTRAINT") ? 3 : 1;
    boolean checks = action.at(kind, "FOREIGN") || action.at(kind, "CHECK");
    if (checks && !action.says("NOT", "VALID")) {
      notes.add(
          Rule.LK102,
          "all rows of "
              + table
              + " are checked while "
              + (action.at(kind, "CHECK") ? "nobody reads or writes it" : "nobody writes it")
              + "; add it NOT VALID, and VALIDATE CONSTRAINT in a later migration");
    } else if (!checks && !action.says("USING", "INDEX") && !action.at(kind, "NOT")) {
      notes.add(
          Rule.LK104,
          "the index of the constraint is built while nobody reads or writes "
              + table
              + "; build it with CREATE UNIQUE INDEX CONCURRENTLY, and add the constraint USING INDEX");
    }
  }

  private void change(String table, Phrase action) {
    int at = action.at(1, "COLUMN") ? 2 : 1;
    String column = action.name(at);
    if (action.at(at + 1, "SET", "NOT", "NULL") && !nulls.neverNull(table, column)) {
      notes.add(
          Rule.LK103,
          "all rows of "
              + table
              + " are searched for nulls while nobody reads or writes it; first add CHECK ("
              + column
              + " IS NOT NULL) NOT VALID and validate it: then this is quick");
    }
    int type = action.at(at + 1, "SET", "DATA") ? at + 3 : at + 1;
    if (action.at(type, "TYPE")) {
      retype(table, column, written(action.from(type + 1)));
    }
  }

  private static String written(Phrase type) {
    List<String> words = new ArrayList<>();
    for (String word : type.words()) {
      if (AFTER_TYPE.contains(word)) {
        break;
      }
      words.add(word);
    }
    return String.join(" ", words);
  }

  private void retype(String table, String column, String written) {
    ColumnType now = ColumnType.of(written);
    Optional<ColumnType> before = facts.type(table, column).map(ColumnType::of);
    String shown = before.map(type -> " from " + type.shown()).orElse("") + " to " + now.shown();
    if (before.map(type -> type.narrowsTo(now)).orElseGet(now::bounded)) {
      notes.add(
          Rule.TY101,
          "column "
              + column
              + " of "
              + table
              + " changes"
              + shown
              + (before.isPresent() ? ", which holds less" : ", which may hold less")
              + ": values that do not fit are cut or make it fail; look at them first");
    }
    if (!before.map(type -> type.storedAs(now)).orElse(false)) {
      notes.add(
          Rule.RW101,
          table
              + " may be written anew, with its indexes, while nobody reads or writes it (type of "
              + column
              + shown
              + "); add a second column, fill it in batches and switch");
    }
  }
}
