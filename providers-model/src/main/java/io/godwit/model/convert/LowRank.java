package io.godwit.model.convert;

import io.godwit.api.file.FileTree;
import io.godwit.model.file.Tensor;
import io.godwit.model.number.Block;
import io.godwit.model.number.FloatFormat;
import io.godwit.model.values.ValueCursor;

/**
 * What a low-rank adapter adds to a matrix of {@code [rows × columns]}: the product of B {@code
 * [rows × rank]} and A {@code [rank × columns]}, times a scale (Hu and others, LoRA, 2021).
 *
 * @param tree where the factors are
 */
record LowRank(FileTree tree, Tensor a, Tensor b, double scale) {

  /** Reads both factors into memory; {@link Adapter} has held them against its limit. */
  Factors load() {
    try (ValueCursor cursor = new ValueCursor(tree)) {
      return new Factors(
          values(cursor, a),
          values(cursor, b),
          Math.toIntExact(a.shape().dimension(0)),
          a.shape().dimension(1),
          scale);
    }
  }

  private static float[] values(ValueCursor cursor, Tensor tensor) {
    FloatFormat format = FloatFormat.valueOf(tensor.type().name());
    float[] values = new float[Math.toIntExact(tensor.shape().values())];
    byte[] bytes = new byte[Block.VALUES * format.bytes()];
    Block block = new Block();
    cursor.seek(tensor.data());
    for (int at = 0; at < values.length; at += block.count()) {
      block.read(bytes, cursor.read(bytes, bytes.length) / format.bytes(), format);
      for (int i = 0; i < block.count(); i++) {
        values[at + i] = block.get(i);
      }
    }
    return values;
  }

  /** The factors' values, row by row. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes them.
  record Factors(float[] a, float[] b, int rank, long columns, double scale) {

    /**
     * Adds the product's values to a block of the matrix, whose first value has this index. Sums
     * are in double, over the rank in order, and each result is rounded once.
     */
    void addTo(Block block, long first, FloatFormat to) {
      int done = 0;
      while (done < block.count()) {
        int row = (int) ((first + done) / columns);
        int column = (int) ((first + done) % columns);
        int count = (int) Math.min(block.count() - done, columns - column);
        double[] sums = new double[count];
        for (int k = 0; k < rank; k++) {
          double factor = b[row * rank + k];
          int from = Math.toIntExact(k * columns + column);
          for (int i = 0; i < count; i++) {
            sums[i] += factor * a[from + i];
          }
        }
        for (int i = 0; i < count; i++) {
          block.set(done + i, block.get(done + i) + scale * sums[i], to);
        }
        done += count;
      }
    }
  }
}
