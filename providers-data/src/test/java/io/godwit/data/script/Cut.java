package io.godwit.data.script;

import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as the scanner cuts it: what it takes for a statement, and what stands between.
 *
 * @param text the canonical text
 * @param pieces the statements, in their order
 * @param gaps what stands before each of them and behind the last, without the rows of COPY
 */
record Cut(String text, List<Piece> pieces, List<String> gaps) {

  /**
   * A statement in the text.
   *
   * @param start the index of its first character
   * @param next the index of the next statement's first character, or the text's end
   */
  record Piece(Statement statement, int start, int next) {}

  static Cut of(Dialect dialect, String script) {
    ScriptText source = new ScriptText("s.sql", script);
    List<Statement> statements = Script.parse(dialect, source).statements();
    String text = source.text();
    List<Integer> starts = new ArrayList<>(statements.stream().map(s -> index(text, s)).toList());
    starts.add(text.length());
    List<Piece> pieces = new ArrayList<>();
    List<String> gaps = new ArrayList<>(List.of(text.substring(0, starts.get(0))));
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      int end = starts.get(i) + statement.text().length();
      pieces.add(new Piece(statement, starts.get(i), starts.get(i + 1)));
      gaps.add(gap(statement, text.substring(end, starts.get(i + 1))));
    }
    return new Cut(text, pieces, gaps);
  }

  /** What is sent for each piece. */
  List<String> statements() {
    return pieces.stream().map(piece -> piece.statement().text()).toList();
  }

  /** A piece with what ends it. */
  String ended(Piece piece) {
    return text.substring(piece.start(), piece.next());
  }

  /** Where a statement's line and column are in the text. */
  private static int index(String text, Statement statement) {
    int lineStart = 0;
    for (int line = 1; line < statement.line(); line++) {
      lineStart = text.indexOf('\n', lineStart) + 1;
    }
    int index = text.offsetByCodePoints(lineStart, statement.column() - 1);
    if (!text.startsWith(statement.text(), index)) {
      throw new AssertionError(statement + " does not stand where it says in: " + text);
    }
    return index;
  }

  private static String gap(Statement statement, String between) {
    if (statement.copyData().isEmpty()) {
      return between;
    }
    String rows = statement.copyData().get();
    int line = between.indexOf('\n') + 1;
    if (!between.startsWith(rows, line)) {
      throw new AssertionError("the rows of COPY are not what stands there: " + rows);
    }
    String behind = between.substring(line + rows.length());
    return between.substring(0, line) + (behind.startsWith("\\.") ? behind.substring(2) : behind);
  }
}
