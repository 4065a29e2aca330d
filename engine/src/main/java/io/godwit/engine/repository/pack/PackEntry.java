package io.godwit.engine.repository.pack;

import io.godwit.engine.repository.chunk.Chunker;
import io.godwit.engine.repository.chunk.Codec;
import java.nio.ByteBuffer;

/**
 * What a pack says of one chunk: 48 bytes, before the chunk and again in the footer.
 *
 * @param sha256 the digest of the plain bytes, 32 bytes
 * @param plainLength how many plain bytes there are
 * @param length how many encoded bytes there are
 * @param crc32c over the encoded bytes
 * @param codec how they are encoded
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
public record PackEntry(byte[] sha256, int plainLength, int length, int crc32c, Codec codec) {

  static final int BYTES = 48;

  public PackEntry {
    if (sha256.length != 32
        || plainLength < 1
        || plainLength > Chunker.LONGEST
        || length < 1
        || length > plainLength
        || (codec == Codec.RAW && length != plainLength)) {
      throw new IllegalArgumentException("no chunk has such an entry");
    }
  }

  static PackEntry read(ByteBuffer in) {
    byte[] sha256 = new byte[32];
    in.get(sha256);
    int plainLength = in.getInt();
    int length = in.getInt();
    int crc32c = in.getInt();
    int last = in.getInt();
    if ((last & 0xff_ffff) != 0) {
      throw new IllegalArgumentException("an entry ends with three zero bytes");
    }
    return new PackEntry(sha256, plainLength, length, crc32c, Codec.of(last >>> 24));
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .put(sha256)
        .putInt(plainLength)
        .putInt(length)
        .putInt(crc32c)
        .putInt(codec.code() << 24)
        .array();
  }
}
