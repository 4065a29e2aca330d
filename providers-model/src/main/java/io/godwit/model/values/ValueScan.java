package io.godwit.model.values;

import io.godwit.api.file.FileTree;
import io.godwit.model.file.ByteRange;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads every value of a model whose type can hold what it should not: NaN and infinities in F64,
 * F32, F16, BF16 and C64, and bytes other than 0 and 1 in booleans. Quantised and whole numbers,
 * and ONNX tensors whose values are single fields instead of raw bytes, are not read; they are
 * counted as {@link #unread}.
 */
public final class ValueScan implements AutoCloseable {

  /** A multiple of every value's size. */
  private static final int BLOCK = 256 * 1024;

  private static final int MOST_REPORTED = 100;

  private final ValueCursor cursor;
  private final byte[] block = new byte[BLOCK];
  private final List<BadValues> bad = new ArrayList<>();
  private long bytes;
  private long unread;

  /** Scans files of this tree. */
  public ValueScan(FileTree tree) {
    this.cursor = new ValueCursor(tree);
  }

  /** Reads the values of a model file. */
  public void see(ModelFile file) {
    file.tensors().stream()
        .sorted(
            Comparator.comparing((Tensor tensor) -> tensor.data().file())
                .thenComparingLong(tensor -> tensor.data().offset()))
        .forEach(this::see);
  }

  /** What was found, at most 100 kinds and tensors. */
  public List<BadValues> bad() {
    return List.copyOf(bad);
  }

  /** How many bytes have been read. */
  public long bytes() {
    return bytes;
  }

  /** How many tensors were not read, because their types have no wrong values. */
  public long unread() {
    return unread;
  }

  private void see(Tensor tensor) {
    Optional<ValueKind> kind = ValueKind.of(tensor);
    if (kind.isEmpty()) {
      unread++;
      return;
    }
    cursor.seek(tensor.data());
    bytes += tensor.data().length();
    read(tensor, kind.get());
  }

  private void read(Tensor tensor, ValueKind kind) {
    Tallies tallies = new Tallies();
    long index = 0;
    for (int filled = cursor.read(block, BLOCK); filled > 0; filled = cursor.read(block, BLOCK)) {
      for (int at = 0; at < filled; at += kind.bytes()) {
        Value value = kind.value(block, at);
        if (value != Value.FINE) {
          tallies.add(value, index);
        }
        index++;
      }
    }
    tallies.report(tensor, kind.bytes());
  }

  @Override
  public void close() {
    cursor.close();
  }

  /** Counts for one tensor. */
  private final class Tallies {

    /** Count and first index. */
    private final Map<Value, long[]> found = new EnumMap<>(Value.class);

    void add(Value value, long index) {
      found.computeIfAbsent(value, key -> new long[] {0, index})[0]++;
    }

    void report(Tensor tensor, int width) {
      found.forEach(
          (value, counts) -> {
            ByteRange data = tensor.data();
            if (bad.size() < MOST_REPORTED) {
              ByteRange first =
                  new ByteRange(data.file(), data.offset() + counts[1] * width, width);
              bad.add(new BadValues(tensor.name(), value, counts[0], counts[1], first));
            }
          });
    }
  }
}
