package io.godwit.data.script;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the two splitters share: the walk over the tokens and the statement that is being gathered.
 */
abstract sealed class Splitter permits PostgresSplitter, SqliteSplitter {

  final ScriptText source;
  final String text;
  final Lexer lexer;
  Head head = new Head();

  private final List<Statement> statements = new ArrayList<>();
  private final List<Allowance> allowances = new ArrayList<>();
  private boolean scriptAlone;
  private boolean nextAlone;
  private int start;
  private int end;
  private int line = 1;
  private int lineStart;
  private int counted;

  Splitter(Dialect dialect, ScriptText source) {
    this.source = source;
    this.text = source.text();
    this.lexer = Lexer.of(dialect, text);
  }

  /** Looks at a token of a statement; the head does not hold it yet. */
  abstract void see(Token token);

  /** Whether a semicolon here ends the statement. */
  abstract boolean endsHere();

  /** Called when the text ends inside a statement. */
  abstract void endOfText();

  /** What the gathered statement is. */
  abstract StatementKind kind(String statement);

  /** The data that follows the gathered statement, whose semicolon has just been read. */
  abstract Optional<String> data(int afterSemicolon);

  /** Forgets what is known of the gathered statement. */
  abstract void reset();

  List<Statement> split() {
    while (true) {
      Token token = lexer.next();
      switch (token.type()) {
        case END -> {
          if (!head.isEmpty()) {
            endOfText();
            finish(text.length());
          }
          return statements;
        }
        case COMMENT -> directive(token);
        case OPEN_QUOTE -> throw fault(token.start(), DataError.UNTERMINATED, openQuote(token));
        case OPEN_COMMENT ->
            throw fault(
                token.start(), DataError.UNTERMINATED, "this comment has no end; close it with */");
        default -> significant(token);
      }
    }
  }

  /** Whether this is what ends a statement, where a statement can end. */
  boolean isEnd(Token token) {
    return token.isSymbol(text, ';');
  }

  /** What the author allows; all of it when the script is split. */
  List<Allowance> allowances() {
    return allowances;
  }

  private void significant(Token token) {
    if (isEnd(token) && (head.isEmpty() || endsHere())) {
      if (!head.isEmpty()) {
        finish(token.end());
      }
      return;
    }
    see(token);
    if (lexer.position() != token.end()) {
      return; // the splitter has dealt with it and moved on
    }
    if (head.isEmpty()) {
      start = token.start();
    }
    end = token.end();
    head.add(token, text);
  }

  private void finish(int afterSemicolon) {
    String statement = text.substring(start, end);
    StatementKind kind = kind(statement);
    if ((scriptAlone || nextAlone) && kind == StatementKind.ORDINARY) {
      kind = StatementKind.ALONE;
    }
    count(start);
    int column = text.codePointCount(lineStart, start) + 1;
    statements.add(new Statement(statement, line, column, kind, data(afterSemicolon)));
    nextAlone = false;
    head = new Head();
    reset();
  }

  private void count(int to) {
    for (int i = text.indexOf('\n', counted); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    counted = Math.max(counted, to);
  }

  private void directive(Token comment) {
    if (head.isEmpty() && comment.in(text).contains("godwit:")) {
      Place place = source.place(comment.start());
      Directive.in(comment.in(text), place).ifPresent(directive -> obey(directive, place));
    }
  }

  private void obey(Directive directive, Place place) {
    if (directive.noTransaction()) {
      nextAlone = true;
      scriptAlone |= statements.isEmpty();
    } else {
      allowances.add(
          new Allowance(statements.size(), directive.codes(), directive.reason(), place));
    }
  }

  private String openQuote(Token token) {
    int after = Math.min(token.start() + 24, text.length());
    String shown = text.substring(token.start(), after).replaceAll("\\s+", " ");
    return "the quote that begins here has no end: " + shown;
  }

  GodwitException fault(int index, DataError code, String message) {
    return new GodwitException(Fault.at(source.place(index), code, message));
  }

  /** Where the gathered statement begins. */
  int start() {
    return start;
  }
}
