package io.godwit.model.file;

import java.util.Objects;

/**
 * How the values of a tensor are stored. Quantised types store values in blocks.
 *
 * @param name the format's own name, for example {@code BF16} or {@code Q4_K}
 * @param blockValues how many values one block holds; 1 where there are no blocks
 * @param blockBits how many bits one block takes; 0 when values differ in length, as texts do
 */
public record ElementType(String name, int blockValues, int blockBits) {

  /** Checks the numbers. */
  public ElementType {
    Objects.requireNonNull(name, "name");
    if (blockValues < 1 || blockBits < 0) {
      throw new IllegalArgumentException(name + " has no values or bits");
    }
  }

  /** A type without blocks. */
  public static ElementType of(String name, int bits) {
    return new ElementType(name, 1, bits);
  }

  /**
   * How many bits so many values take; they fill whole blocks.
   *
   * @throws ArithmeticException if that is more than a {@code long} holds
   */
  public long bits(long values) {
    return Math.multiplyExact(values / blockValues, (long) blockBits);
  }

  @Override
  public String toString() {
    return name;
  }
}
