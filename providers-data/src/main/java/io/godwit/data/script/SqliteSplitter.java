package io.godwit.data.script;

import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import io.godwit.sql.token.Token;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of {@code sqlite3_complete}: a semicolon ends a statement, except in {@code
 * CREATE [TEMP] TRIGGER}, which ends at a semicolon after an {@code END} that itself follows a
 * semicolon. As in the {@code sqlite3} shell, a line that begins with {@code #} between two
 * statements is a comment, and {@code go} or {@code /} alone on a line ends a statement.
 *
 * <p>One difference: SQLite takes a comment without end for a comment up to the end of the text.
 * Here it is an error, because it silently swallows whatever was to follow.
 */
final class SqliteSplitter extends Splitter {

  private enum State {
    START,
    NORMAL,
    EXPLAIN,
    CREATE,
    TRIGGER,
    TRIGGER_SEMICOLON,
    TRIGGER_END
  }

  /** What the driver would carry out itself instead of sending it to SQLite. */
  private static final Set<String> DRIVER_COMMANDS = Set.of("BACKUP", "RESTORE");

  private State state = State.START;

  SqliteSplitter(ScriptText source) {
    super(Dialect.SQLITE, source);
  }

  @Override
  void see(Token token) {
    if (head.isEmpty() && isLineStart(token.start())) {
      if (text.charAt(token.start()) == '#') {
        lexer.jump(lineEnd(token.end()));
        return;
      }
      if (token.isSymbol(text, '.')) {
        throw shellCommand(token);
      }
    }
    state = after(token);
  }

  @Override
  boolean isEnd(Token token) {
    return super.isEnd(token)
        || (!head.isEmpty()
            && (token.isSymbol(text, '/') || token.isWord(text, "go"))
            && isAloneOnItsLine(token));
  }

  private boolean isAloneOnItsLine(Token token) {
    int lineStart = text.lastIndexOf('\n', token.start()) + 1;
    return text.substring(lineStart, token.start()).isBlank()
        && text.substring(token.end(), lineEnd(token.end())).isBlank();
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private State after(Token token) {
    return switch (state) {
      case START ->
          token.isWord(text, "explain")
              ? State.EXPLAIN
              : token.isWord(text, "create") ? State.CREATE : State.NORMAL;
      case EXPLAIN -> explain(token);
      case CREATE -> create(token);
      case NORMAL -> State.NORMAL;
      case TRIGGER, TRIGGER_SEMICOLON, TRIGGER_END -> trigger(token);
    };
  }

  /** {@code EXPLAIN [QUERY PLAN] CREATE TRIGGER} is a trigger's text too. */
  private State explain(Token token) {
    if (token.isWord(text, "query") || token.isWord(text, "plan")) {
      return State.EXPLAIN;
    }
    return token.isWord(text, "create") ? State.CREATE : State.NORMAL;
  }

  private State create(Token token) {
    if (token.isWord(text, "temp") || token.isWord(text, "temporary")) {
      return State.CREATE;
    }
    return token.isWord(text, "trigger") ? State.TRIGGER : State.NORMAL;
  }

  private State trigger(Token token) {
    if (token.isSymbol(text, ';')) {
      return State.TRIGGER_SEMICOLON;
    }
    return state == State.TRIGGER_SEMICOLON && token.isWord(text, "end")
        ? State.TRIGGER_END
        : State.TRIGGER;
  }

  @Override
  boolean endsHere() {
    return state != State.TRIGGER && state != State.TRIGGER_SEMICOLON;
  }

  @Override
  void endOfText() {
    if (!endsHere()) {
      throw fault(start(), DataError.UNTERMINATED, "the body of this trigger has no END");
    }
  }

  @Override
  StatementKind kind(String statement) {
    if (DRIVER_COMMANDS.contains(head.word(0))) {
      throw fault(
          start(),
          DataError.SHELL_COMMAND,
          head.word(0)
              + " is a command of the JDBC driver that writes files, not SQL; leave it out");
    }
    return SqliteHeads.kind(head);
  }

  @Override
  Optional<String> data(int afterSemicolon) {
    return Optional.empty();
  }

  @Override
  void reset() {
    state = State.START;
  }

  private boolean isLineStart(int index) {
    return index == 0 || text.charAt(index - 1) == '\n';
  }

  private RuntimeException shellCommand(Token dot) {
    int to = dot.end();
    while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    return fault(
        dot.start(),
        DataError.SHELL_COMMAND,
        text.substring(dot.start(), to)
            + " is a command of the sqlite3 shell, not SQL; say it in SQL, or leave it out");
  }
}
