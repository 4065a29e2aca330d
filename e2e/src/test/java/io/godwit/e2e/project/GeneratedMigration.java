package io.godwit.e2e.project;

import io.godwit.sql.Dialect;
import java.util.Locale;

/** One migration of a directory that somebody might have: tables, columns, indexes, views. */
record GeneratedMigration(Dialect dialect, int number) {

  String name() {
    return String.format(Locale.ROOT, "%04d_change_%d", number, number);
  }

  /** The table that the last migration of the first kind has made. */
  private String table() {
    return "item_" + (number - (number - 1) % 5);
  }

  String up() {
    return switch ((number - 1) % 5) {
      case 0 -> "create table " + table() + " (id integer primary key, name text not null);";
      case 1 ->
          "alter table "
              + table()
              + " add column price integer default 0;\ncreate index "
              + table()
              + "_price on "
              + table()
              + " (price);";
      case 2 -> "create view " + table() + "_names as select id, name from " + table() + ";";
      case 3 ->
          dialect == Dialect.POSTGRESQL
              ? "alter table " + table() + " add constraint positive_" + number + " check (id > 0);"
              : "create trigger trim_"
                  + number
                  + " after insert on "
                  + table()
                  + " begin update "
                  + table()
                  + " set price = case when price < 0 then 0 else price end; end;";
      default -> "alter table " + table() + " rename column price to amount;";
    };
  }

  String down() {
    return switch ((number - 1) % 5) {
      case 0 -> "drop table " + table() + ";";
      case 1 -> "drop index " + table() + "_price;\nalter table " + table() + " drop column price;";
      case 2 -> "drop view " + table() + "_names;";
      case 3 ->
          dialect == Dialect.POSTGRESQL
              ? "alter table " + table() + " drop constraint positive_" + number + ";"
              : "drop trigger trim_" + number + ";";
      default -> "alter table " + table() + " rename column amount to price;";
    };
  }
}
