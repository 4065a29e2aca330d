package io.godwit.api.embedding;

import java.util.Objects;
import java.util.Optional;

/**
 * What an embedder's vectors look like.
 *
 * @param dimension how many numbers a vector has, from 1 to 65,536
 * @param element how precise the model gives them; they are handed over as {@code float} in any
 *     case
 * @param pooling how the model makes one vector of many tokens, in its own word; empty when it does
 *     not say
 * @param normalised whether every vector has length 1
 */
public record VectorForm(int dimension, Element element, String pooling, boolean normalised) {

  private static final int LARGEST = 65_536;
  private static final double TOLERANCE = 1e-3;

  /** How precise a model gives its numbers. */
  public enum Element {
    /** IEEE 754 binary32. */
    FLOAT32,
    /** IEEE 754 binary16. */
    FLOAT16,
    /** The upper half of a binary32. */
    BFLOAT16,
    /** Integers from -128 to 127. */
    INT8
  }

  /**
   * Checks the dimension.
   *
   * @throws IllegalArgumentException if it is below 1 or above 65,536
   */
  public VectorForm {
    Objects.requireNonNull(element, "element");
    Objects.requireNonNull(pooling, "pooling");
    if (dimension < 1 || dimension > LARGEST) {
      throw new IllegalArgumentException(
          "a vector has 1 to " + LARGEST + " numbers, not " + dimension);
    }
  }

  /**
   * What is wrong with the vectors that an embedder of this form has given for so many texts: too
   * few or too many, another dimension, a number that is none, nothing but zeros, or a length that
   * is not 1 (to 0.001) where it ought to be. Empty when all is well.
   */
  public Optional<String> fault(float[][] vectors, int texts) {
    if (vectors.length != texts) {
      return Optional.of(vectors.length + " vectors for " + texts + " texts");
    }
    for (int row = 0; row < vectors.length; row++) {
      String fault = fault(vectors[row]);
      if (!fault.isEmpty()) {
        return Optional.of("vector " + (row + 1) + " of " + texts + " " + fault);
      }
    }
    return Optional.empty();
  }

  private String fault(float[] vector) {
    if (vector.length != dimension) {
      return "has dimension " + vector.length + " instead of " + dimension;
    }
    double squares = 0;
    for (float number : vector) {
      squares += (double) number * number;
    }
    if (Double.isNaN(squares) || Double.isInfinite(squares)) {
      return "has numbers that are not finite";
    }
    if (squares == 0) {
      return "is all zeros";
    }
    double length = Math.sqrt(squares);
    return normalised && Math.abs(length - 1) > TOLERANCE
        ? "has length " + (float) length + " instead of 1"
        : "";
  }
}
