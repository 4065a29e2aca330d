package io.godwit.model.file;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, outermost first; none for a scalar. A dimension of zero is legal and
 * makes the tensor empty.
 */
public final class Shape {

  private final long[] dimensions;

  private Shape(long[] dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * A shape of these dimensions.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public static Shape of(long... dimensions) {
    for (long dimension : dimensions) {
      if (dimension < 0) {
        throw new IllegalArgumentException("a dimension is not negative: " + dimension);
      }
    }
    return new Shape(dimensions.clone());
  }

  /** How many dimensions there are. */
  public int rank() {
    return dimensions.length;
  }

  /** One of them, from 0. */
  public long dimension(int index) {
    return dimensions[index];
  }

  /**
   * How many values such a tensor has. The product of all dimensions but zeros must fit in a {@code
   * long}: readers that multiply in another order than this one would overflow where a zero hides
   * it.
   *
   * @throws ArithmeticException if it does not
   */
  public long values() {
    long product = 1;
    boolean empty = false;
    for (long dimension : dimensions) {
      empty |= dimension == 0;
      product = Math.multiplyExact(product, Math.max(1, dimension));
    }
    return empty ? 0 : product;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** {@code [2,768]}. */
  @Override
  public String toString() {
    return Arrays.stream(dimensions)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
