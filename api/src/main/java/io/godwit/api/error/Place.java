package io.godwit.api.error;

import java.util.Objects;

/**
 * Where in the author's files something stands.
 *
 * @param file the path as the author would type it, relative to the project
 * @param line the line, from 1; 0 when the whole file is meant
 * @param column the column in characters, from 1; 0 when the whole line is meant
 */
public record Place(String file, int line, int column) {

  /** Checks that the numbers are not negative. */
  public Place {
    Objects.requireNonNull(file, "file");
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
    }
  }

  /** The whole of a file. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  /** As editors and terminals link it: {@code file:line:column}, with the parts that are known. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
