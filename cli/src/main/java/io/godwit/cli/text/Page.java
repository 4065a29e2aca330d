package io.godwit.cli.text;

import io.godwit.cli.terminal.Cells;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import java.util.List;
import java.util.OptionalInt;

/** Text in the making: lines, blocks that are wrapped where there is a width, and tables. */
public final class Page {

  private static final int NARROWEST = 20;
  private static final int WIDEST_PROSE = 100;

  private final Look look;
  private final StringBuilder text = new StringBuilder();

  /** An empty page for a stream that shows text so. */
  public Page(Look look) {
    this.look = look;
  }

  /** How the stream shows text. */
  public Look look() {
    return look;
  }

  /** A line of these pieces, which are never broken. */
  public Page line(Span... spans) {
    return line(List.of(spans));
  }

  /** A line of these pieces, which are never broken. */
  public Page line(List<Span> spans) {
    StringBuilder line = new StringBuilder();
    for (Span span : spans) {
      line.append(look.paint(span));
    }
    text.append(line.toString().stripTrailing()).append('\n');
    return this;
  }

  /** A line of ordinary text, wrapped. */
  public Page prose(String words) {
    return hanging(0, Span.plain(""), Span.plain(words));
  }

  /** An empty line, unless the page is empty or already ends with one. */
  public Page gap() {
    if (text.length() > 0 && !text.toString().endsWith("\n\n")) {
      text.append('\n');
    }
    return this;
  }

  /**
   * A block of words that begins after a mark and is wrapped under itself.
   *
   * @param indent columns before the mark
   * @param mark what stands before the words; when it is not empty, two columns follow it
   * @param words may have several lines
   */
  public Page hanging(int indent, Span mark, Span words) {
    return hanging(indent, mark, List.of(words));
  }

  /** Several blocks of words under one mark. */
  public Page hanging(int indent, Span mark, List<Span> blocks) {
    int left = indent + (mark.width() == 0 ? 0 : mark.width() + 2);
    Span before = mark;
    for (Span block : blocks) {
      for (String part : wrap(block.text(), left, WIDEST_PROSE)) {
        int used = indent + before.width();
        line(
            Span.plain(" ".repeat(indent)),
            before,
            Span.plain(" ".repeat(left - used)),
            new Span(part, block.tone()));
        before = Span.plain("");
      }
    }
    return this;
  }

  /** The rows of a table, two columns to the right. */
  public Page table(Table table) {
    table.rows(look).forEach(this::line);
    return this;
  }

  private List<String> wrap(String words, int left, int widest) {
    OptionalInt room = room(look, left, widest);
    return room.isPresent() ? Cells.wrap(words, room.getAsInt()) : List.of(words);
  }

  /** How many columns are left for words; empty when nothing is to be wrapped. */
  static OptionalInt room(Look look, int left, int widest) {
    if (look.columns().isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.max(Math.min(look.columns().getAsInt(), widest) - left, NARROWEST));
  }

  /** All of it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
