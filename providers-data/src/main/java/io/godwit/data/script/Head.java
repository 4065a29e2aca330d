package io.godwit.data.script;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first tokens of a statement, words in upper case, everything else as written: enough to tell
 * what kind of statement it is.
 */
public final class Head {

  private static final int LONGEST = 96;

  private final List<String> words = new ArrayList<>();
  private int count;

  /** The first tokens of a statement. */
  public static Head of(Dialect dialect, String statement) {
    Head head = new Head();
    Lexer lexer = Lexer.of(dialect, statement);
    Token token = lexer.next();
    while (token.type() != TokenType.END && head.words.size() < LONGEST) {
      if (token.type() != TokenType.COMMENT) {
        head.add(token, statement);
      }
      token = lexer.next();
    }
    return head;
  }

  void add(Token token, String text) {
    count++;
    if (words.size() < LONGEST) {
      String word = token.in(text);
      words.add(token.type() == TokenType.WORD ? word.toUpperCase(Locale.ROOT) : word);
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  /** The word at an index, or an empty one. */
  public String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /** Whether the statement begins with these words. */
  public boolean begins(String... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (!word(i).equals(expected[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a word is among the first tokens. */
  public boolean contains(String word) {
    return words.contains(word);
  }

  /** The index of a word, or -1. */
  public int indexOf(String word) {
    return words.indexOf(word);
  }
}
