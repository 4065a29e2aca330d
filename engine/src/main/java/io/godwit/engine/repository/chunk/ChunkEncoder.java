package io.godwit.engine.repository.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;

/**
 * Makes chunks smaller where that pays. Not for more than one thread at a time.
 *
 * <p>Weights and embeddings are numbers whose high bytes are alike and whose low bytes are noise.
 * zstd, which looks at bytes, sees noise at every second place and gains little; with the bytes
 * gathered by their place in the number, the high plane shrinks to a third and the low one is kept
 * as it is, at no cost. What a chunk holds is not known, so all ways are tried on the first chunk
 * of a stretch and the best is used for the rest of it.
 */
public final class ChunkEncoder implements AutoCloseable {

  private static final int LEVEL = 1;
  private static final int WORTH_A_TRIAL = 4 << 10;
  private static final int RAW_PLANE = 1 << 31;
  private static final int MOST_PLANES = 4;

  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false);
  private final byte[] planes = new byte[Chunker.LONGEST];
  private final byte[] encoded =
      new byte[(int) Zstd.compressBound(Chunker.LONGEST) + 4 * MOST_PLANES];

  /** The planes of the stretch that are not worth a try, by the place in its first chunk. */
  private final boolean[] noise = new boolean[MOST_PLANES];

  private int length;
  private Codec stretch = Codec.ZSTD;
  private int stretchFrom;

  /**
   * Begins a stretch of chunks that are alike with this one, and finds out how to keep them. The
   * chunks of a stretch stand in the same array, with nothing between them but other chunks of the
   * same file.
   */
  public void beginStretch(byte[] bytes, int from, int size) {
    stretch = Codec.ZSTD;
    stretchFrom = from;
    Arrays.fill(noise, false);
    if (size < WORTH_A_TRIAL) {
      return;
    }
    int best = encode(Codec.ZSTD, bytes, from, size);
    for (Codec codec : new Codec[] {Codec.PLANES_2, Codec.PLANES_4}) {
      int tried = encode(codec, bytes, from, size);
      if (tried < best - size / 64) {
        best = tried;
        stretch = codec;
      }
    }
    if (stretch != Codec.ZSTD) {
      findNoise(bytes, from, size);
    }
  }

  /** Encodes a chunk. The result is what {@link #encoded} gives until the next call. */
  public Codec encode(byte[] bytes, int from, int size) {
    length = encode(stretch, bytes, from, size);
    if (length <= limit(size)) {
      return stretch;
    }
    System.arraycopy(bytes, from, encoded, 0, size);
    length = size;
    return Codec.RAW;
  }

  /** The bytes of the last chunk that was encoded, copied. */
  public byte[] encoded() {
    return Arrays.copyOf(encoded, length);
  }

  @Override
  public void close() {
    zstd.close();
  }

  private static int limit(int size) {
    return (int) (size * 95L / 100);
  }

  private int encode(Codec codec, byte[] bytes, int from, int size) {
    return codec == Codec.ZSTD
        ? frame(bytes, from, size, 0)
        : split(codec.width(), bytes, from, size);
  }

  private void findNoise(byte[] bytes, int from, int size) {
    int width = stretch.width();
    Planes.gather(width, bytes, from, size, planes);
    int plane = 0;
    for (int k = 0; k < width; k++) {
      int planeSize = Planes.size(size, width, k);
      noise[k] = frame(planes, plane, planeSize, 0) > limit(planeSize);
      plane += planeSize;
    }
  }

  private int split(int width, byte[] bytes, int from, int size) {
    Planes.gather(width, bytes, from, size, planes);
    // Chunks have odd lengths too, so another byte of the number comes first.
    int phase = Math.floorMod(from - stretchFrom, width);
    int at = 0;
    int plane = 0;
    for (int k = 0; k < width; k++) {
      int planeSize = Planes.size(size, width, k);
      int framed = noise[(k + phase) % width] ? planeSize : frame(planes, plane, planeSize, at + 4);
      if (framed > limit(planeSize)) {
        System.arraycopy(planes, plane, encoded, at + 4, planeSize);
        putInt(at, planeSize | RAW_PLANE);
        at += 4 + planeSize;
      } else {
        putInt(at, framed);
        at += 4 + framed;
      }
      plane += planeSize;
    }
    return at;
  }

  private int frame(byte[] bytes, int from, int size, int to) {
    return zstd.compressByteArray(encoded, to, encoded.length - to, bytes, from, size);
  }

  private void putInt(int at, int value) {
    encoded[at] = (byte) (value >>> 24);
    encoded[at + 1] = (byte) (value >>> 16);
    encoded[at + 2] = (byte) (value >>> 8);
    encoded[at + 3] = (byte) value;
  }
}
