package io.godwit.config.document;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;

/**
 * The text of a file, with its name: what a parser reads and points into.
 *
 * @param file the path that messages show
 * @param text the text, without a byte-order mark
 */
public record Source(String file, String text) {

  /** The levels that a file may nest. */
  public static final int DEEPEST = 100;

  /** The values that a file may hold. */
  public static final int MOST = 200_000;

  /** Where a character stands. */
  public Place place(int offset) {
    int end = Math.min(offset, text.length());
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return new Place(file, line, text.codePointCount(start, end) + 1);
  }

  /** An error at a place. */
  public GodwitException error(int offset, ConfigFileError code, String message) {
    return new GodwitException(Fault.at(place(offset), code, message));
  }

  /** The file is not of its format. */
  public GodwitException syntax(int offset, String message) {
    return error(offset, ConfigFileError.CONFIG_SYNTAX, message);
  }

  /** A key is written twice. */
  public GodwitException duplicate(int offset, String key) {
    return error(
        offset,
        ConfigFileError.CONFIG_DUPLICATE_KEY,
        "'" + key + "' is written twice; keep one of the two");
  }

  /** Refuses what nests too deep. */
  public void checkDepth(int offset, int depth) {
    if (depth > DEEPEST) {
      throw error(
          offset,
          ConfigFileError.CONFIG_TOO_LARGE,
          "this is nested more than " + DEEPEST + " levels deep; flatten it");
    }
  }

  /** The first character of the line in which a character stands. */
  public int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The first character of the next line; the end of the text behind the last. */
  public int nextLine(int offset) {
    int end = text.indexOf('\n', offset);
    return end < 0 ? text.length() : end + 1;
  }

  /** What ends lines here. */
  public String lineEnd() {
    int end = text.indexOf('\n');
    return end > 0 && text.charAt(end - 1) == '\r' ? "\r\n" : "\n";
  }

  /**
   * Where an entry begins when comments that stand directly above it belong to it; a comment at the
   * very top of the file belongs to the file.
   */
  public int withComments(int offset, String marks) {
    int start = lineStart(offset);
    int at = start;
    while (at > 0) {
      int line = lineStart(at - 1);
      String above = text.substring(line, at).strip();
      if (above.isEmpty() || marks.indexOf(above.charAt(0)) < 0) {
        return at;
      }
      at = line;
    }
    return start;
  }

  /** The text with a part of it replaced. */
  public Source replaced(int from, int to, String by) {
    return new Source(file, text.substring(0, from) + by + text.substring(to));
  }

  /** The text with lines put in before a character that begins a line or ends the text. */
  public Source inserted(int at, String lines) {
    boolean open = at > 0 && text.charAt(at - 1) != '\n';
    return replaced(at, at, (open ? lineEnd() : "") + lines + lineEnd());
  }
}
