package io.godwit.engine.repository.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The numbers of docs/formats/repository.md, "packs". */
final class PackFormat {

  static final int HEADER = 8;
  static final int TRAILER = 64;
  static final int MOST_CHUNKS = 8_192;
  static final int FULL = 32 << 20;

  private static final byte[] BEGIN = "GWPACK01".getBytes(US_ASCII);
  private static final byte[] END = "GWPEND01".getBytes(US_ASCII);

  private PackFormat() {}

  static byte[] header() {
    return BEGIN.clone();
  }

  static byte[] trailer(byte[] footerSha256, int chunks, long size) {
    return ByteBuffer.allocate(TRAILER)
        .put(footerSha256)
        .putInt(chunks)
        .putInt(0)
        .putLong(size)
        .putLong(0)
        .put(END)
        .array();
  }
}
