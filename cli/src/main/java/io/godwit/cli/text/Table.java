package io.godwit.cli.text;

import io.godwit.cli.terminal.Cells;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Rows whose cells stand under one another, two columns apart. The last column is as wide as it
 * likes and is wrapped under itself where the terminal ends; a column that is empty in every row is
 * left out, with its heading.
 */
public final class Table {

  private static final int INDENT = 2;
  private static final int GAP = 2;

  private final List<Span> heading;
  private final List<List<Span>> rows = new ArrayList<>();

  private Table(List<Span> heading) {
    this.heading = heading;
  }

  /** A table with these words above its columns. */
  public static Table of(String... heading) {
    return new Table(Stream.of(heading).map(Span::quiet).toList());
  }

  /** A table without words above it. */
  public static Table bare() {
    return new Table(List.of());
  }

  /** Adds a row; every row has as many cells as the first. */
  public Table row(Span... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  List<List<Span>> rows(Look look) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Integer> kept = kept();
    List<List<Span>> all = new ArrayList<>();
    if (!heading.isEmpty()) {
      all.add(pick(heading, kept));
    }
    rows.forEach(row -> all.add(pick(row, kept)));
    return layOut(all, look);
  }

  private List<Integer> kept() {
    List<Integer> kept = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int at = column;
      if (rows.stream().anyMatch(row -> !row.get(at).text().isEmpty())) {
        kept.add(column);
      }
    }
    return kept;
  }

  private static List<Span> pick(List<Span> row, List<Integer> columns) {
    return columns.stream().map(row::get).toList();
  }

  private static List<List<Span>> layOut(List<List<Span>> rows, Look look) {
    int last = rows.get(0).size() - 1;
    int[] widths = new int[last + 1];
    for (List<Span> row : rows) {
      for (int column = 0; column < last; column++) {
        widths[column] = Math.max(widths[column], row.get(column).width());
      }
    }
    int left = INDENT;
    for (int column = 0; column < last; column++) {
      left += widths[column] + GAP;
    }
    List<List<Span>> lines = new ArrayList<>();
    for (List<Span> row : rows) {
      addRow(lines, row, widths, left, look);
    }
    return lines;
  }

  private static void addRow(
      List<List<Span>> lines, List<Span> row, int[] widths, int left, Look look) {
    List<Span> line = new ArrayList<>(List.of(gap(INDENT)));
    int last = row.size() - 1;
    for (int column = 0; column < last; column++) {
      line.add(row.get(column));
      line.add(gap(widths[column] - row.get(column).width() + GAP));
    }
    if (last < 0) {
      return;
    }
    Tone tone = row.get(last).tone();
    OptionalInt room = Page.room(look, left, Integer.MAX_VALUE);
    List<String> parts =
        room.isPresent()
            ? Cells.wrap(row.get(last).text(), room.getAsInt())
            : List.of(row.get(last).text());
    line.add(new Span(parts.get(0), tone));
    lines.add(line);
    parts.stream().skip(1).forEach(part -> lines.add(List.of(gap(left), new Span(part, tone))));
  }

  private static Span gap(int columns) {
    return Span.plain(" ".repeat(columns));
  }
}
