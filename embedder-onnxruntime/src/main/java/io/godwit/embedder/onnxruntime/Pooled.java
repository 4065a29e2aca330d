package io.godwit.embedder.onnxruntime;

import java.nio.FloatBuffer;

/** One vector out of many, summed in double. */
final class Pooled {

  private Pooled() {}

  /**
   * The mean of vectors that stand one after the other.
   *
   * @param from where the first begins
   * @param vectors how many there are
   * @param normalised whether the mean gets length 1, if it has any
   */
  static float[] mean(
      FloatBuffer numbers, int from, int vectors, int dimension, boolean normalised) {
    double[] mean = new double[dimension];
    for (int row = 0; row < vectors; row++) {
      for (int i = 0; i < dimension; i++) {
        mean[i] += (double) numbers.get(from + row * dimension + i) / vectors;
      }
    }
    double squares = 0;
    for (double number : mean) {
      squares += number * number;
    }
    double length = normalised && squares > 0 ? Math.sqrt(squares) : 1;
    float[] result = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      result[i] = (float) (mean[i] / length);
    }
    return result;
  }
}
