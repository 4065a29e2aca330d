package io.godwit.sql.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.GodwitException;
import io.godwit.sql.SqlError;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a snapshot of PostgreSQL, in order, as a file that {@code psql} runs too
 * ({@code docs/formats/snapshot.md}): before each a comment with its length, so that nothing has to
 * guess where it ends.
 */
final class Structure {

  static final String FILE = "structure.sql";

  private static final String FIRST = "-- godwit postgresql snapshot 1\n";

  /** Of tables: each statement says to which of them it belongs. */
  private static final String FIRST_OF_TABLES = "-- godwit postgresql snapshot 2\n";

  private static final String NO_TABLE = "-";
  private static final String COPY = "\\copy ";
  private static final String FROM = " from 'rows/";
  private static final int LONGEST_HEAD = 4_096;

  /**
   * A statement.
   *
   * @param what it makes, for a person
   * @param rows the file with its rows; only for {@link Part.Mode#COPY}
   * @param table the table that it belongs to, in a snapshot of tables; empty for what they need
   */
  record Piece(Part.Mode mode, String what, String sql, String rows, String table) {
    Piece(Part.Mode mode, String what, String sql, String rows) {
      this(mode, what, sql, rows, "");
    }

    Piece of(String owner) {
      return new Piece(mode, what, sql, rows, owner);
    }
  }

  private Structure() {}

  static byte[] write(List<Piece> entries) {
    return write(entries, false);
  }

  static byte[] writeTables(List<Piece> entries) {
    return write(entries, true);
  }

  private static byte[] write(List<Piece> entries, boolean tables) {
    StringBuilder text = new StringBuilder(tables ? FIRST_OF_TABLES : FIRST);
    for (Piece entry : entries) {
      String body =
          entry.mode == Part.Mode.COPY
              ? COPY + entry.sql + FROM + entry.rows + "'"
              : entry.sql + ";";
      String what = entry.what.replaceAll("[\\r\\n]", " ");
      text.append("\n-- godwit ")
          .append(word(entry.mode))
          .append(' ')
          .append(body.getBytes(UTF_8).length)
          .append(' ')
          .append(tables ? owner(entry) + " " : "")
          .append(what, 0, Math.min(what.length(), LONGEST_HEAD / 8))
          .append('\n')
          .append(body)
          .append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static String owner(Piece entry) {
    return entry.table.isEmpty() ? NO_TABLE : URLEncoder.encode(entry.table, UTF_8);
  }

  private static String word(Part.Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads it back.
   *
   * @param tables whether it is one of tables
   * @throws GodwitException {@link SqlError#NO_SNAPSHOT} if it is not what {@link #write} writes
   */
  static List<Piece> read(byte[] bytes, boolean tables) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (!line(in).concat("\n").equals(tables ? FIRST_OF_TABLES : FIRST)) {
      throw bad("begins with another line", null);
    }
    List<Piece> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      if (!line(in).isEmpty()) {
        throw bad("has text between its statements", null);
      }
      entries.add(entry(in, tables));
    }
    return entries;
  }

  private static Piece entry(ByteBuffer in, boolean tables) {
    String head = line(in);
    int count = tables ? 6 : 5;
    String[] words = head.split(" ", count);
    if (words.length != count || !words[0].equals("--") || !words[1].equals("godwit")) {
      throw bad("has a line that announces no statement: " + shown(head), null);
    }
    String body = body(in, words[3]);
    String what = words[count - 1];
    for (Part.Mode mode : Part.Mode.values()) {
      if (word(mode).equals(words[2])) {
        Piece piece = mode == Part.Mode.COPY ? copy(what, body) : statement(mode, what, body);
        return tables && !words[4].equals(NO_TABLE) ? piece.of(decoded(words[4])) : piece;
      }
    }
    throw bad("has a statement of an unknown kind: " + shown(head), null);
  }

  private static String decoded(String table) {
    try {
      return URLDecoder.decode(table, UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad("names a table that is no name: " + shown(table), e);
    }
  }

  private static Piece statement(Part.Mode mode, String what, String body) {
    if (!body.endsWith(";")) {
      throw bad("has a statement without an end: " + shown(what), null);
    }
    return new Piece(mode, what, body.substring(0, body.length() - 1), "");
  }

  private static Piece copy(String what, String body) {
    int from = body.lastIndexOf(FROM);
    if (!body.startsWith(COPY) || from < 0 || !body.endsWith("'")) {
      throw bad("has rows from nowhere: " + shown(what), null);
    }
    String rows = body.substring(from + FROM.length(), body.length() - 1);
    return new Piece(Part.Mode.COPY, what, body.substring(COPY.length(), from), rows);
  }

  private static String body(ByteBuffer in, String length) {
    int size;
    try {
      size = Integer.parseInt(length);
    } catch (NumberFormatException e) {
      throw bad("has a statement of a length that is no number", e);
    }
    if (size < 1 || size >= in.remaining() || in.get(in.position() + size) != '\n') {
      throw bad("has a statement of another length than it says", null);
    }
    String text = text(in.slice(in.position(), size));
    in.position(in.position() + size + 1);
    return text;
  }

  private static String line(ByteBuffer in) {
    int end = in.position();
    while (end < in.limit() && in.get(end) != '\n') {
      end++;
    }
    if (end == in.limit() || end - in.position() > LONGEST_HEAD) {
      throw bad("has a line without an end", null);
    }
    String text = text(in.slice(in.position(), end - in.position()));
    in.position(end + 1);
    return text;
  }

  private static String text(ByteBuffer bytes) {
    try {
      return UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw bad("is not UTF-8", e);
    }
  }

  private static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?").substring(0, Math.min(text.length(), 100));
  }

  private static GodwitException bad(String what, @Nullable Exception cause) {
    return new GodwitException(
        SqlError.NO_SNAPSHOT,
        "The snapshot cannot be brought back: its "
            + FILE
            + " "
            + what
            + "; nothing was changed. Use another snapshot, or the version of Godwit that made it",
        cause);
  }
}
