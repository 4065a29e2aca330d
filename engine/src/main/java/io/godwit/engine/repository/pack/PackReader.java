package io.godwit.engine.repository.pack;

import io.godwit.api.name.Digest;
import io.godwit.engine.repository.chunk.ChunkDecoder;
import io.godwit.engine.repository.object.ObjectStore;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Verifies and decodes chunks out of a stretch of a pack. */
public final class PackReader {

  private PackReader() {}

  /** Frames that follow one another, as they were read. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  public record Stretch(PackIndex index, int from, int to, byte[] bytes) {

    /** The place of a chunk's encoded bytes. */
    int at(int chunk) {
      return (int) (index.offset(chunk) - index.offset(from)) + PackEntry.BYTES;
    }

    /** Whether a chunk is in it. */
    public boolean holds(PackIndex pack, int chunk) {
      return index.key().equals(pack.key()) && chunk >= from && chunk < to;
    }
  }

  /** Reads chunks {@code from} to {@code to - 1}; once more, if some of it was lost on the way. */
  public static Stretch read(ObjectStore store, PackIndex index, int from, int to) {
    long offset = index.offset(from);
    int length = Math.toIntExact(index.offset(to) - offset);
    Stretch stretch = new Stretch(index, from, to, store.getPart(index.key(), offset, length));
    for (int i = from; i < to; i++) {
      if (!arrived(stretch, i)) {
        return new Stretch(index, from, to, store.getPart(index.key(), offset, length));
      }
    }
    return stretch;
  }

  /**
   * Decodes a chunk to {@code plain[at]} and after, and hashes it.
   *
   * @throws io.godwit.api.error.GodwitException with {@link
   *     io.godwit.api.artifact.ArtifactError#DAMAGED} if it is not what it was
   */
  public static void decode(
      ChunkDecoder decoder, Stretch stretch, int chunk, byte[] plain, int at) {
    decodeUnhashed(decoder, stretch, chunk, plain, at);
    PackEntry entry = stretch.index().entry(chunk);
    MessageDigest sha256 = Digest.sha256();
    sha256.update(plain, at, entry.plainLength());
    if (!Arrays.equals(sha256.digest(), entry.sha256())) {
      throw broken(stretch, chunk, null);
    }
  }

  /**
   * The same without the hash, for those who hash the file that the chunks make and give nothing
   * out before. The checksum of the encoded bytes is looked at, which finds all but forgery.
   */
  public static void decodeUnhashed(
      ChunkDecoder decoder, Stretch stretch, int chunk, byte[] plain, int at) {
    PackEntry entry = stretch.index().entry(chunk);
    if (!arrived(stretch, chunk)) {
      throw broken(stretch, chunk, null);
    }
    try {
      decoder.decode(
          entry.codec(),
          stretch.bytes(),
          stretch.at(chunk),
          entry.length(),
          plain,
          at,
          entry.plainLength());
    } catch (IllegalArgumentException e) {
      throw broken(stretch, chunk, e);
    }
  }

  /** Whether the entry that stands before a chunk is that of the footer. */
  public static boolean entryStandsTwice(Stretch stretch, int chunk) {
    int from = stretch.at(chunk) - PackEntry.BYTES;
    return Arrays.equals(
        stretch.index().entry(chunk).toBytes(),
        Arrays.copyOfRange(stretch.bytes(), from, from + PackEntry.BYTES));
  }

  private static boolean arrived(Stretch stretch, int chunk) {
    PackEntry entry = stretch.index().entry(chunk);
    CRC32C crc = new CRC32C();
    crc.update(stretch.bytes(), stretch.at(chunk), entry.length());
    return (int) crc.getValue() == entry.crc32c();
  }

  private static RuntimeException broken(Stretch stretch, int chunk, @Nullable Throwable cause) {
    return ObjectStore.damaged(stretch.index().key(), "has a broken chunk, number " + chunk, cause);
  }
}
