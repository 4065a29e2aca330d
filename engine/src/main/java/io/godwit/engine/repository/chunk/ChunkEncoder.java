package io.godwit.engine.repository.chunk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.OptionalInt;

/**
 * Makes chunks smaller where that pays. Not for more than one thread at a time.
 *
 * <p>Weights and embeddings are numbers whose high bytes are alike and whose low bytes are noise.
 * zstd, which looks at bytes, sees noise at every second place and gains little; with the bytes
 * gathered by their place in the number, the high plane shrinks to a third and the low one is kept
 * as it is, at no cost.
 *
 * <p>In such a plane a few values are frequent and nothing repeats. Short matches, which zstd finds
 * by chance everywhere, cost more there than they save, in time and in bytes; so planes are also
 * tried with long matches only, looked for in a table of 64 places: two and a half times as fast.
 *
 * <p>What a chunk holds is not known, so all ways are tried on the beginning of a stretch and the
 * best is used for the rest of it.
 */
public final class ChunkEncoder implements AutoCloseable {

  private static final int LEVEL = 1;
  private static final int WORTH_A_TRIAL = 4 << 10;
  private static final int SAMPLE = 16 << 10;
  private static final int LONG_MATCH = 7;
  private static final int SMALL_TABLE_LOG = 6;
  private static final int RAW_PLANE = 1 << 31;
  private static final int MOST_PLANES = 4;

  /** How much more than the chunk there must be room for, so that any codec can be tried. */
  public static final int ROOM =
      (int) Zstd.compressBound(Chunker.LONGEST) - Chunker.LONGEST + MOST_PLANES * Integer.BYTES;

  /** How a plane is kept. */
  private enum Way {
    AS_IT_IS,
    ENTROPY,
    MATCHES
  }

  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false);
  private final ZstdCompressCtx entropy =
      new ZstdCompressCtx()
          .setLevel(LEVEL)
          .setChecksum(false)
          .setMinMatch(LONG_MATCH)
          .setHashLog(SMALL_TABLE_LOG);
  private final byte[] planes = new byte[Chunker.LONGEST];
  private final byte[] trial = new byte[SAMPLE + ROOM];

  /** How the planes of the stretch are kept, by the place in its first chunk. */
  private final Way[] ways = new Way[MOST_PLANES];

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
    if (size < WORTH_A_TRIAL) {
      return;
    }
    int sample = Math.min(size, SAMPLE);
    int best = frame(zstd, bytes, from, sample, trial, 0);
    Way[] found = new Way[MOST_PLANES];
    for (Codec codec : new Codec[] {Codec.PLANES_2, Codec.PLANES_4}) {
      int tried = tryPlanes(codec.width(), bytes, from, sample, found);
      if (tried < best - sample / 64) {
        best = tried;
        stretch = codec;
        System.arraycopy(found, 0, ways, 0, codec.width());
      }
    }
  }

  /**
   * Encodes a chunk to {@code into[to]} and after, where there is room for it and {@link #ROOM}
   * more. One that does not become smaller is to be kept as it is.
   *
   * @return how many bytes it came to; empty if it is to be kept as it is
   */
  public OptionalInt encode(byte[] bytes, int from, int size, byte[] into, int to) {
    int length =
        stretch == Codec.ZSTD
            ? frame(zstd, bytes, from, size, into, to)
            : split(stretch.width(), bytes, from, size, into, to) - to;
    return length <= limit(size) ? OptionalInt.of(length) : OptionalInt.empty();
  }

  /** How the chunks of this stretch are encoded that become smaller. */
  public Codec codec() {
    return stretch;
  }

  @Override
  public void close() {
    zstd.close();
    entropy.close();
  }

  private static int limit(int size) {
    return (int) (size * 95L / 100);
  }

  /** Finds the best way for each plane, and what they come to together. */
  private int tryPlanes(int width, byte[] bytes, int from, int size, Way[] found) {
    Planes.gather(width, bytes, from, size, planes);
    int all = 0;
    int plane = 0;
    for (int k = 0; k < width; k++) {
      int planeSize = Planes.size(size, width, k);
      int coded = frame(entropy, planes, plane, planeSize, trial, 0);
      int matched = frame(zstd, planes, plane, planeSize, trial, 0);
      int best = Math.min(coded, matched);
      if (best > limit(planeSize)) {
        found[k] = Way.AS_IT_IS;
        best = planeSize;
      } else {
        found[k] = matched < coded - planeSize / 64 ? Way.MATCHES : Way.ENTROPY;
      }
      all += best + Integer.BYTES;
      plane += planeSize;
    }
    return all;
  }

  private int split(int width, byte[] bytes, int from, int size, byte[] into, int to) {
    Planes.gather(width, bytes, from, size, planes);
    // Chunks have odd lengths too, so another byte of the number comes first.
    int phase = Math.floorMod(from - stretchFrom, width);
    int at = to;
    int plane = 0;
    for (int k = 0; k < width; k++) {
      int planeSize = Planes.size(size, width, k);
      int framed = plane(ways[(k + phase) % width], plane, planeSize, into, at + 4);
      if (framed > limit(planeSize)) {
        System.arraycopy(planes, plane, into, at + 4, planeSize);
        putInt(into, at, planeSize | RAW_PLANE);
        at += 4 + planeSize;
      } else {
        putInt(into, at, framed);
        at += 4 + framed;
      }
      plane += planeSize;
    }
    return at;
  }

  private int plane(Way way, int plane, int size, byte[] into, int to) {
    return switch (way) {
      case AS_IT_IS -> size;
      case ENTROPY -> frame(entropy, planes, plane, size, into, to);
      case MATCHES -> frame(zstd, planes, plane, size, into, to);
    };
  }

  private static int frame(
      ZstdCompressCtx context, byte[] bytes, int from, int size, byte[] into, int to) {
    return context.compressByteArray(into, to, into.length - to, bytes, from, size);
  }

  private static void putInt(byte[] into, int at, int value) {
    into[at] = (byte) (value >>> 24);
    into[at + 1] = (byte) (value >>> 16);
    into[at + 2] = (byte) (value >>> 8);
    into[at + 3] = (byte) value;
  }
}
