package io.godwit.sql.token;

/**
 * One token of a text.
 *
 * @param type what it is
 * @param start the index of its first character
 * @param end the index after its last character
 */
public record Token(TokenType type, int start, int end) {

  /** The token's own characters. */
  public String in(String text) {
    return text.substring(start, end);
  }

  /** Whether this is the one-character symbol. */
  public boolean isSymbol(String text, char symbol) {
    return type == TokenType.SYMBOL && text.charAt(start) == symbol;
  }

  /** Whether this is the word, in any case. */
  public boolean isWord(String text, String word) {
    return type == TokenType.WORD
        && end - start == word.length()
        && text.regionMatches(true, start, word, 0, word.length());
  }
}
