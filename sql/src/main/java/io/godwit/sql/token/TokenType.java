package io.godwit.sql.token;

/** What a stretch of SQL text is. */
public enum TokenType {
  /** A keyword or a name without quotes. */
  WORD,
  /** A name in quotes, of whatever kind. */
  QUOTED_NAME,
  /** A string, bit string or blob constant, with its prefix, dollar quotes included. */
  STRING,
  /** A number. */
  NUMBER,
  /** A parameter, such as {@code $1} or {@code :name}. */
  PARAMETER,
  /** One character of punctuation or of an operator. */
  SYMBOL,
  /** A comment, with its delimiters. */
  COMMENT,
  /** A constant or a quoted name whose end is missing; it reaches to the end of the text. */
  OPEN_QUOTE,
  /** A comment whose end is missing; it reaches to the end of the text. */
  OPEN_COMMENT,
  /** There is no more text. */
  END
}
