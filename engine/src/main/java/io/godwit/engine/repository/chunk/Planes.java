package io.godwit.engine.repository.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Byte planes: byte <i>k</i> of every element in plane <i>k</i>, one plane after the other.
 * Elements of two bytes are gathered in a loop over each plane, which the compiler unrolls, and
 * taken out four at a time, with the moves of a bit permutation.
 */
final class Planes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long BYTES = 0x00FF_00FF_00FF_00FFL;
  private static final long PAIRS = 0x0000_FFFF_0000_FFFFL;
  private static final long HALF = 0xFFFF_FFFFL;

  private Planes() {}

  /** The size of plane {@code k} of so many bytes. */
  static int size(int bytes, int width, int k) {
    return (bytes - k + width - 1) / width;
  }

  /** Gathers {@code size} bytes into planes. */
  static void gather(int width, byte[] bytes, int from, int size, byte[] planes) {
    int done = width == 2 ? gatherPairs(bytes, from, size, planes) : 0;
    int start = 0;
    for (int k = 0; k < width; k++) {
      int to = start + done / width;
      for (int i = done + k; i < size; i += width) {
        planes[to++] = bytes[from + i];
      }
      start += size(size, width, k);
    }
  }

  /** Takes {@code size} bytes out of planes. */
  static void scatter(int width, byte[] planes, byte[] bytes, int to, int size) {
    int done = width == 2 ? scatterPairs(planes, bytes, to, size) : 0;
    int start = 0;
    for (int k = 0; k < width; k++) {
      int from = start + done / width;
      for (int i = done + k; i < size; i += width) {
        bytes[to + i] = planes[from++];
      }
      start += size(size, width, k);
    }
  }

  private static int gatherPairs(byte[] bytes, int from, int size, byte[] planes) {
    int half = size(size, 2, 0);
    int pairs = size / 2;
    for (int i = 0; i < pairs; i++) {
      planes[i] = bytes[from + 2 * i];
    }
    for (int i = 0; i < pairs; i++) {
      planes[half + i] = bytes[from + 2 * i + 1];
    }
    return 2 * pairs;
  }

  private static int scatterPairs(byte[] planes, byte[] bytes, int to, int size) {
    int half = size(size, 2, 0);
    int i = 0;
    for (; i + 8 <= size; i += 8) {
      long low = spread((int) INT.get(planes, i / 2));
      long high = spread((int) INT.get(planes, half + i / 2));
      LONG.set(bytes, to + i, low | high << 8);
    }
    return i;
  }

  private static long spread(int four) {
    long x = four & HALF;
    x = (x | x << 16) & PAIRS;
    return (x | x << 8) & BYTES;
  }
}
