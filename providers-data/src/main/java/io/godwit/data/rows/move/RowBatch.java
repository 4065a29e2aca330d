package io.godwit.data.rows.move;

import io.godwit.api.row.Row;
import io.godwit.data.rows.batch.KeyOrder;
import io.godwit.data.rows.batch.OnConflict;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.write.Lane;
import io.godwit.data.rows.write.Sieve;
import io.godwit.data.transform.RowBinding;
import io.godwit.data.transform.RowChanger;
import io.godwit.data.transform.RowReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that are transformed one at a time: read and transformed before the transaction that writes
 * them, so that no lock is held meanwhile.
 *
 * @param from where they begin
 * @param end the last key of them
 * @param table where they were read
 * @param entries what became of each
 */
record RowBatch(Position from, String end, String table, List<Entry> entries) {

  private static final int FETCHED = 500;

  /**
   * What became of a row.
   *
   * @param key its key
   * @param changed the rows that it became, or why there is none
   */
  record Entry(String key, RowChanger.Changed changed) {}

  /** The next batch behind a position, transformed. */
  static RowBatch read(
      Position at, KeyOrder order, Sql reading, String table, int most, RowChanger changer)
      throws SQLException {
    Optional<String> last = at.span().last();
    String end = order.next(last, at.span().upper().orElseThrow(), most).end();
    List<String> keys = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    try (Statement statement = reading.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(FETCHED);
      try (ResultSet result = statement.executeQuery(order.rows(last, end))) {
        RowReader reader = new RowReader(result, 2);
        while (result.next()) {
          keys.add(result.getString(1));
          rows.add(reader.row());
        }
      }
    }
    List<RowChanger.Changed> changed = rows.isEmpty() ? List.of() : changer.apply(rows);
    List<Entry> entries = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      entries.add(new Entry(keys.get(i), changed.get(i)));
    }
    return new RowBatch(at, end, table, entries);
  }

  /** Demands that no row could not be transformed, unless the others go on. */
  void demandWhole(boolean continueOnError) {
    for (Entry entry : entries) {
      entry
          .changed()
          .failure()
          .ifPresent(why -> Sieve.demand(continueOnError, table, entry.key(), why));
    }
  }

  /** Writes them, in a transaction; where they have come to then. */
  Position write(Sieve sieve, Destination destination) throws SQLException {
    long refused = 0;
    Map<String, List<Row>> byKey = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Optional<String> failure = entry.changed().failure();
      if (failure.isPresent()) {
        sieve.refuse(entry.key(), failure.get());
        refused++;
      } else {
        byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>()).addAll(entry.changed().rows());
      }
    }
    List<Row> all = byKey.values().stream().flatMap(List::stream).toList();
    refused +=
        sieve.write(
            new Sieve.Batch() {
              @Override
              public void all(boolean hopeful) throws SQLException {
                destination.write(all, hopeful);
              }

              @Override
              public void none() throws SQLException {
                destination.write(List.of(), false);
              }

              @Override
              public List<String> keys() {
                return List.copyOf(byKey.keySet());
              }

              @Override
              public void just(String key) throws SQLException {
                destination.write(byKey.getOrDefault(key, List.of()), false);
              }
            });
    return from.behind(end, entries.size(), refused);
  }

  /** The table that such rows go to. */
  static final class Destination {

    private final Sql sql;
    private final Lane lane;
    private final OnConflict onConflict;
    private final boolean empty;
    private final Map<List<String>, Stage> stages = new HashMap<>();

    private record Stage(String table, RowBinding binding) {}

    Destination(Sql sql, Lane lane, OnConflict onConflict, boolean empty) {
      this.sql = sql;
      this.lane = lane;
      this.onConflict = onConflict;
      this.empty = empty;
    }

    /** Rows that have the same columns go together. */
    private void write(List<Row> rows, boolean hopeful) throws SQLException {
      Map<List<String>, List<Row>> groups = new LinkedHashMap<>();
      for (Row row : rows) {
        groups
            .computeIfAbsent(List.copyOf(row.values().keySet()), key -> new ArrayList<>())
            .add(row);
      }
      for (Map.Entry<List<String>, List<Row>> group : groups.entrySet()) {
        write(group.getKey(), group.getValue(), hopeful && empty && groups.size() == 1);
      }
    }

    private void write(List<String> given, List<Row> rows, boolean alone) throws SQLException {
      List<String> columns = lane.named(given);
      Stage stage = stage(columns);
      sql.execute("delete from " + stage.table());
      String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
      try (PreparedStatement insert =
          sql.connection()
              .prepareStatement(
                  "insert into "
                      + stage.table()
                      + " ("
                      + sql.list(columns)
                      + ") values ("
                      + marks
                      + ")")) {
        int waiting = 0;
        for (Row row : rows) {
          for (int i = 0; i < given.size(); i++) {
            stage.binding().set(insert, i + 1, row.values().get(given.get(i)));
          }
          insert.addBatch();
          if (++waiting % FETCHED == 0) {
            insert.executeBatch();
          }
        }
        if (waiting % FETCHED != 0) {
          insert.executeBatch();
        }
      }
      if (!empty) {
        lane.demandKeyIn(columns);
        lane.images().keep(stage.table());
      }
      String all = "select * from " + stage.table();
      lane.write(columns, all, alone ? OnConflict.FAIL : onConflict);
    }

    private Stage stage(List<String> columns) throws SQLException {
      Stage known = stages.get(columns);
      if (known != null) {
        return known;
      }
      String table = lane.stage(columns, stages.size());
      try (Statement statement = sql.connection().createStatement();
          ResultSet none =
              statement.executeQuery(
                  "select "
                      + sql.list(columns)
                      + " from "
                      + lane.table().sql(sql.dialect())
                      + " where 1 = 0")) {
        Stage made = new Stage(table, new RowBinding(sql.dialect(), none.getMetaData()));
        stages.put(columns, made);
        return made;
      }
    }
  }
}
