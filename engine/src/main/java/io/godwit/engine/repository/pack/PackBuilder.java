package io.godwit.engine.repository.pack;

import io.godwit.api.name.Digest;
import io.godwit.api.storage.Body;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Gathers the frames of one pack in memory. Not for more than one thread at a time. */
public final class PackBuilder {

  private final Pages pages;
  private final Pages footer;
  private int chunks;

  /** An empty pack on pages of a pool. */
  public PackBuilder(PagePool pool) {
    pages = new Pages(pool);
    footer = new Pages(pool);
    pages.write(PackFormat.header());
  }

  /** Whether there is room for another chunk. */
  public boolean full() {
    return pages.size() >= PackFormat.FULL || chunks >= PackFormat.MOST_CHUNKS;
  }

  public boolean empty() {
    return chunks == 0;
  }

  /** How many chunks there are. */
  public int chunks() {
    return chunks;
  }

  /** Adds a chunk and returns its place. */
  public int add(EncodedChunk chunk) {
    CRC32C crc = new CRC32C();
    crc.update(chunk.bytes(), chunk.from(), chunk.length());
    byte[] entry =
        new PackEntry(
                chunk.sha256(),
                chunk.plainLength(),
                chunk.length(),
                (int) crc.getValue(),
                chunk.codec())
            .toBytes();
    pages.write(entry);
    pages.write(chunk.bytes(), chunk.from(), chunk.length());
    footer.write(entry);
    return chunks++;
  }

  /** The entries of all chunks so far. */
  public byte[] footer() {
    return footer.toBytes();
  }

  /** Closes the pack; nothing can be added any more. */
  public FinishedPack finish() {
    byte[] entries = footer();
    footer.release();
    Digest digest = Digest.of(entries);
    pages.write(entries);
    long size = pages.size() + PackFormat.TRAILER;
    pages.write(PackFormat.trailer(HexFormat.of().parseHex(digest.hex()), chunks, size));
    return new FinishedPack(pages, digest, size, chunks, pages::release);
  }

  /**
   * A pack that is to be stored.
   *
   * @param body its bytes
   * @param footer the digest of its footer
   * @param size its size
   * @param chunks how many chunks it holds
   * @param release to be called when it is stored and the body is not needed any more
   */
  public record FinishedPack(Body body, Digest footer, long size, int chunks, Runnable release) {}
}
