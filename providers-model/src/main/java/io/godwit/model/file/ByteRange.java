package io.godwit.model.file;

import java.util.Objects;

/**
 * Where the bytes of a tensor stand.
 *
 * @param file the path of the file in its tree; not always the file that names the tensor
 * @param offset the first byte, from the beginning of the file
 * @param length how many bytes
 */
public record ByteRange(String file, long offset, long length) {

  /** Checks the numbers. */
  public ByteRange {
    Objects.requireNonNull(file, "file");
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("a range is not negative: " + offset + "+" + length);
    }
  }
}
