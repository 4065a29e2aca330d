package io.godwit.data.script;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All tokens of a statement or of a part of one, words in upper case, everything else as written.
 *
 * @param words the tokens
 */
public record Phrase(List<String> words) {

  /** Copies the list. */
  public Phrase {
    words = List.copyOf(words);
  }

  /** The tokens of a statement, comments left out. */
  public static Phrase of(Dialect dialect, String statement) {
    List<String> words = new ArrayList<>();
    Lexer lexer = Lexer.of(dialect, statement);
    for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
      if (token.type() != TokenType.COMMENT) {
        String word = token.in(statement);
        words.add(token.type() == TokenType.WORD ? word.toUpperCase(Locale.ROOT) : word);
      }
    }
    return new Phrase(words);
  }

  /** The word at an index, or an empty one. */
  public String word(int index) {
    return index >= 0 && index < words.size() ? words.get(index) : "";
  }

  /** Whether these words stand at an index. */
  public boolean at(int index, String... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (!word(index + i).equals(expected[i])) {
        return false;
      }
    }
    return true;
  }

  /** Where these words stand side by side, outside all parentheses; -1 if nowhere. */
  public int find(String... expected) {
    int depth = 0;
    for (int i = 0; i < words.size(); i++) {
      if (depth == 0 && at(i, expected)) {
        return i;
      }
      depth += step(i);
    }
    return -1;
  }

  /** Whether these words stand side by side, outside all parentheses. */
  public boolean says(String... expected) {
    return find(expected) >= 0;
  }

  private int step(int index) {
    return switch (words.get(index)) {
      case "(" -> 1;
      case ")" -> -1;
      default -> 0;
    };
  }

  /** The words from an index on. */
  public Phrase from(int index) {
    return new Phrase(words.subList(Math.min(index, words.size()), words.size()));
  }

  /** What the commas outside all parentheses part. */
  public List<Phrase> parts() {
    List<Phrase> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < words.size(); i++) {
      if (depth == 0 && words.get(i).equals(",")) {
        parts.add(new Phrase(words.subList(start, i)));
        start = i + 1;
      }
      depth += step(i);
    }
    parts.add(new Phrase(words.subList(start, words.size())));
    return parts;
  }

  /** What stands in the first parentheses from an index on; nothing if there are none. */
  public Phrase inside(int index) {
    int open = index;
    while (open < words.size() && !words.get(open).equals("(")) {
      open++;
    }
    int depth = 0;
    for (int i = open; i < words.size(); i++) {
      depth += step(i);
      if (depth == 0) {
        return new Phrase(words.subList(open + 1, i));
      }
    }
    return new Phrase(List.of());
  }

  /** The index behind the name that stands at an index, schema included. */
  public int afterName(int index) {
    int after = index + 1;
    while (word(after).equals(".")) {
      after += 2;
    }
    return after;
  }

  /** The name that stands at an index, as the catalog has it, without its schema. */
  public String name(int index) {
    return Subject.folded(word(afterName(index) - 1));
  }
}
