package io.godwit.data.script;

import io.godwit.api.error.Place;
import java.util.Objects;
import java.util.Optional;

/**
 * One statement of a script.
 *
 * @param text what is sent to the database, without the semicolon that ends it
 * @param line the line of its first character, from 1
 * @param column the column of its first character, from 1, in characters
 * @param kind what it means for its transaction
 * @param copyData the lines that follow a {@code COPY … FROM stdin}, without the final {@code \.}
 */
public record Statement(
    String text, int line, int column, StatementKind kind, Optional<String> copyData) {

  private static final int SHOWN = 120;

  /** Checks that the place is one. */
  public Statement {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(copyData, "copyData");
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("a statement stands somewhere: " + line + ":" + column);
    }
  }

  /** Where it begins. */
  public Place place(String file) {
    return new Place(file, line, column);
  }

  /**
   * Where one of its characters stands.
   *
   * @param character the character's number in this statement, from 1, as PostgreSQL counts
   */
  public Place place(String file, int character) {
    int length = text.codePointCount(0, text.length());
    int index = text.offsetByCodePoints(0, Math.min(Math.max(character - 1, 0), length));
    int lineStart = text.lastIndexOf('\n', index - 1) + 1;
    int lines = (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int characters = text.codePointCount(lineStart, index);
    return new Place(file, line + lines, lines == 0 ? column + characters : 1 + characters);
  }

  /** The statement on one line and not too long, for a person. */
  public String shown() {
    String flat = text.replaceAll("\\s+", " ");
    return flat.length() <= SHOWN ? flat : flat.substring(0, SHOWN) + "…";
  }
}
