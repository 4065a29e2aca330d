package io.godwit.config.document;

import java.util.List;
import java.util.Optional;

/**
 * A value on its way to a place in a file.
 *
 * @param value what it says
 * @param written how it is written elsewhere in the file, if it comes from there
 * @param trailing the comment behind it on its line, with its mark; empty if there is none
 * @param comments the comments above it, without their marks
 */
public record Piece(Value value, Optional<String> written, String trailing, List<String> comments) {

  /** Copies the list. */
  public Piece {
    comments = List.copyOf(comments);
  }

  /** A new value. */
  public static Piece of(Value value, List<String> comments) {
    return new Piece(value, Optional.empty(), "", comments);
  }
}
