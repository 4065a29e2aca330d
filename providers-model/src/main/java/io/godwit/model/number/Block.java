package io.godwit.model.number;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** Some thousand values on their way from one format to another. Used by one thread. */
public final class Block {

  /** How many values it holds at most. */
  public static final int VALUES = 16 * 1024;

  private final int[] bits = new int[VALUES];
  private int count;

  /** Takes values out of the first bytes of an array. */
  public void read(byte[] in, int values, FloatFormat format) {
    format.widen(littleEndian(in), bits, values);
    count = values;
  }

  /** Puts the values, rounded, into the first bytes of an array; returns how many bytes. */
  public int write(byte[] out, FloatFormat format) {
    format.narrow(bits, littleEndian(out), count);
    return count * format.bytes();
  }

  /** How many values it holds. */
  public int count() {
    return count;
  }

  /** One of the values. */
  public float get(int index) {
    return Float.intBitsToFloat(bits[index]);
  }

  /** Replaces a value by one that rounds to the format as this one does. */
  public void set(int index, double value, FloatFormat format) {
    bits[index] = Float.floatToRawIntBits(format.round(value));
  }

  /** The first value that is finite and would become an infinity in this format. */
  public OptionalInt firstOverflow(FloatFormat format) {
    if (!format.overflows(bits, 0, count)) {
      return OptionalInt.empty();
    }
    int index = 0;
    while (!format.overflows(bits, index, index + 1)) {
      index++;
    }
    return OptionalInt.of(index);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
