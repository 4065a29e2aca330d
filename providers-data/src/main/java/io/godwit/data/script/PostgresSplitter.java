package io.godwit.data.script;

import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import io.godwit.sql.token.Token;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of psql's scanner, with three differences where psql guesses and the grammar knows
 * better:
 *
 * <ul>
 *   <li>A {@code BEGIN ATOMIC} body ends at the {@code END} that begins a statement in it (the
 *       grammar has no other), not where the count of BEGIN, CASE and END words comes out even.
 *   <li>A string that continues over lines is read as the server reads it, not line by line.
 *   <li>What has no end is an error with its place, and is not sent to the server.
 * </ul>
 */
final class PostgresSplitter extends Splitter {

  private static final Set<String> OFF = Set.of("off", "false", "no", "0");
  private static final Set<String> IGNORED_COMMANDS = Set.of("restrict", "unrestrict");

  private int depth;
  private int openParenthesis;
  private boolean routine;
  private boolean body;
  private boolean bodyStatementStarts;
  private boolean afterBegin;
  private boolean afterFrom;
  private boolean copyIn;

  PostgresSplitter(ScriptText source) {
    super(Dialect.POSTGRESQL, source);
  }

  @Override
  void see(Token token) {
    if (token.isSymbol(text, '\\')) {
      backslash(token);
      return;
    }
    if (token.isSymbol(text, '(')) {
      openParenthesis = depth == 0 ? token.start() : openParenthesis;
      depth++;
    } else if (token.isSymbol(text, ')')) {
      depth = Math.max(0, depth - 1);
    }
    if (depth == 0) {
      seeBody(token);
      seeCopy(token);
    }
  }

  private void seeBody(Token token) {
    if (head.count() <= 4) {
      routine |= isRoutine(token);
    }
    boolean atomic = afterBegin && token.isWord(text, "atomic");
    if (body) {
      boolean bodyEnds = bodyStatementStarts && token.isWord(text, "end");
      bodyStatementStarts = token.isSymbol(text, ';');
      body = !bodyEnds;
    } else if (routine && atomic) {
      body = true;
      bodyStatementStarts = true;
    }
    afterBegin = token.isWord(text, "begin");
  }

  private boolean isRoutine(Token token) {
    boolean word = token.isWord(text, "function") || token.isWord(text, "procedure");
    return word
        && ((head.count() == 1 && head.begins("CREATE"))
            || (head.count() == 3 && head.begins("CREATE", "OR", "REPLACE")));
  }

  private void seeCopy(Token token) {
    if (head.word(0).equals("COPY")) {
      copyIn |= afterFrom && token.isWord(text, "stdin");
      afterFrom = token.isWord(text, "from");
    }
  }

  @Override
  boolean endsHere() {
    return depth == 0 && !body;
  }

  @Override
  void endOfText() {
    if (depth > 0) {
      throw fault(
          openParenthesis, DataError.UNTERMINATED, "the parenthesis that opens here is not closed");
    }
    if (body) {
      throw fault(
          start(), DataError.UNTERMINATED, "the BEGIN ATOMIC body of this routine has no END");
    }
  }

  @Override
  StatementKind kind(String statement) {
    if (head.begins("PREPARE", "TRANSACTION")) {
      throw fault(
          start(),
          DataError.TRANSACTION_CONTROL,
          "PREPARE TRANSACTION hands the change to somebody else's COMMIT PREPARED; a migration keeps"
              + " its own");
    }
    followStrings();
    return PostgresHeads.kind(head, statement);
  }

  /** Dumps of old servers turn standard strings off; what follows is read as the server will. */
  private void followStrings() {
    int name = head.word(1).equals("SESSION") ? 2 : 1;
    if (head.word(name).equals("STANDARD_CONFORMING_STRINGS")) {
      String value = head.word(name + 2).replace("'", "").toLowerCase(Locale.ROOT);
      lexer.standardStrings(head.begins("RESET") || !OFF.contains(value));
    }
  }

  @Override
  Optional<String> data(int afterSemicolon) {
    if (!copyIn) {
      return Optional.empty();
    }
    int lineEnd = lineEnd(afterSemicolon);
    String rest = text.substring(afterSemicolon, lineEnd).strip();
    if (!rest.isEmpty() && !rest.startsWith("--")) {
      throw fault(
          afterSemicolon,
          DataError.UNTERMINATED,
          "the data of COPY … FROM stdin begins on the next line; move what follows the semicolon"
              + " behind the data");
    }
    int from = Math.min(lineEnd + 1, text.length());
    int at = from;
    while (at < text.length()) {
      int next = lineEnd(at);
      if (isEndOfData(at, next)) {
        lexer.jump(Math.min(next + 1, text.length()));
        return Optional.of(text.substring(from, at));
      }
      at = next + 1;
    }
    lexer.jump(text.length());
    return Optional.of(text.substring(from));
  }

  private boolean isEndOfData(int from, int to) {
    return to - from == 2 && text.startsWith("\\.", from);
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** {@code \restrict KEY} of pg_dump is skipped with its line; everything else is psql's own. */
  private void backslash(Token token) {
    int from = token.end();
    int to = from;
    while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    String command = text.substring(from, to);
    if (head.isEmpty() && IGNORED_COMMANDS.contains(command)) {
      lexer.jump(lineEnd(to));
      return;
    }
    throw fault(
        token.start(),
        DataError.SHELL_COMMAND,
        "\\" + command + " is a command of psql, not SQL; say it in SQL, or leave it out");
  }

  @Override
  void reset() {
    depth = 0;
    routine = false;
    body = false;
    afterBegin = false;
    afterFrom = false;
    copyIn = false;
  }
}
