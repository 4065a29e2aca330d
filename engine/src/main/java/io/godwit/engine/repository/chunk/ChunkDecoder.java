package io.godwit.engine.repository.chunk;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/**
 * Makes plain chunks of encoded ones, which nobody has vouched for: whatever they hold, no more
 * than the promised bytes are written. Not for more than one thread at a time.
 */
public final class ChunkDecoder implements AutoCloseable {

  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final byte[] planes = new byte[Chunker.LONGEST];

  /**
   * Decodes a chunk to {@code plain[to]} and after.
   *
   * @throws IllegalArgumentException if the bytes are not {@code size} bytes in this codec
   */
  public void decode(
      Codec codec, byte[] encoded, int from, int length, byte[] plain, int to, int size) {
    switch (codec) {
      case RAW -> raw(encoded, from, length, plain, to, size);
      case ZSTD -> frame(encoded, from, length, plain, to, size);
      case PLANES_2, PLANES_4 -> join(codec.width(), encoded, from, length, plain, to, size);
    }
  }

  @Override
  public void close() {
    zstd.close();
  }

  private static void raw(byte[] encoded, int from, int length, byte[] plain, int to, int size) {
    require(length == size);
    System.arraycopy(encoded, from, plain, to, size);
  }

  private void frame(byte[] encoded, int from, int length, byte[] plain, int to, int size) {
    try {
      int n = zstd.decompressByteArray(plain, to, size, encoded, from, length);
      require(n == size);
    } catch (ZstdException e) {
      throw new IllegalArgumentException("not a zstd frame of the promised size", e);
    }
  }

  private void join(
      int width, byte[] encoded, int from, int length, byte[] plain, int to, int size) {
    int at = from;
    int end = from + length;
    int plane = 0;
    for (int k = 0; k < width; k++) {
      int planeSize = Planes.size(size, width, k);
      require(end - at >= 4);
      int head = getInt(encoded, at);
      int n = head & Integer.MAX_VALUE;
      at += 4;
      require(n <= end - at);
      if (head < 0) {
        raw(encoded, at, n, planes, plane, planeSize);
      } else {
        frame(encoded, at, n, planes, plane, planeSize);
      }
      at += n;
      plane += planeSize;
    }
    require(at == end);
    Planes.scatter(width, planes, plain, to, size);
  }

  private static int getInt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("not the promised number of bytes");
    }
  }
}
