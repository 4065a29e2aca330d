package io.godwit.engine.repository.pack;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectStore;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The footer of a pack: what its chunks are and where. Verified against the manifest's reference.
 */
public final class PackIndex {

  private final ObjectKey key;
  private final PackEntry[] entries;
  private final long[] offsets;

  private PackIndex(ObjectKey key, PackEntry[] entries, long[] offsets) {
    this.key = key;
    this.entries = entries;
    this.offsets = offsets;
  }

  /** Reads the footer and the trailer of a pack from its storage. */
  public static PackIndex load(ObjectStore store, PackRef pack) {
    int length = pack.chunks() * PackEntry.BYTES + PackFormat.TRAILER;
    if (pack.size() <= length) {
      throw ObjectStore.damaged(pack.key(), "is too small for its footer", null);
    }
    try {
      return parse(pack, store.getPart(pack.key(), pack.size() - length, length));
    } catch (GodwitException lostOnTheWay) {
      return parse(pack, store.getPart(pack.key(), pack.size() - length, length));
    }
  }

  static PackIndex parse(PackRef pack, byte[] tail) {
    int footer = pack.chunks() * PackEntry.BYTES;
    byte[] sha256 = HexFormat.of().parseHex(pack.footer().hex());
    if (!Arrays.equals(sha256, sha256(tail, footer))) {
      throw ObjectStore.damaged(pack.key(), "has a broken footer", null);
    }
    byte[] trailer = Arrays.copyOfRange(tail, footer, tail.length);
    if (!Arrays.equals(trailer, PackFormat.trailer(sha256, pack.chunks(), pack.size()))) {
      throw ObjectStore.damaged(pack.key(), "has a broken trailer", null);
    }
    try {
      return entries(pack, ByteBuffer.wrap(tail, 0, footer));
    } catch (IllegalArgumentException e) {
      throw ObjectStore.damaged(pack.key(), "has a footer that makes no sense", e);
    }
  }

  /**
   * Makes the footer again from the entries that stand before the chunks.
   *
   * @param bytes what there is of the pack, from its beginning
   * @return empty if one of the entries is broken or lost too
   */
  public static Optional<PackIndex> salvage(PackRef pack, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ByteBuffer footer = ByteBuffer.allocate(pack.chunks() * PackEntry.BYTES);
    int at = PackFormat.HEADER;
    try {
      for (int i = 0; i < pack.chunks(); i++) {
        PackEntry entry = PackEntry.read(in.position(at));
        footer.put(entry.toBytes());
        at = Math.addExact(at, PackEntry.BYTES + entry.length());
      }
      byte[] sha256 = HexFormat.of().parseHex(pack.footer().hex());
      return Arrays.equals(sha256, sha256(footer.array(), footer.capacity()))
          ? Optional.of(entries(pack, footer.flip()))
          : Optional.empty();
    } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static PackIndex entries(PackRef pack, ByteBuffer in) {
    PackEntry[] entries = new PackEntry[pack.chunks()];
    long[] offsets = new long[entries.length + 1];
    offsets[0] = PackFormat.HEADER;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = PackEntry.read(in);
      offsets[i + 1] = offsets[i] + PackEntry.BYTES + entries[i].length();
    }
    long end = pack.size() - PackFormat.TRAILER - (long) entries.length * PackEntry.BYTES;
    if (offsets[entries.length] != end) {
      throw new IllegalArgumentException("the chunks do not fill the pack");
    }
    return new PackIndex(pack.key(), entries, offsets);
  }

  private static byte[] sha256(byte[] bytes, int length) {
    MessageDigest digest = Digest.sha256();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  /** The pack's key. */
  public ObjectKey key() {
    return key;
  }

  /** How many chunks there are. */
  public int chunks() {
    return entries.length;
  }

  /** What is said of a chunk. */
  public PackEntry entry(int chunk) {
    return entries[chunk];
  }

  /** Where the frame of a chunk begins; for the number of chunks, where the last one ends. */
  public long offset(int chunk) {
    return offsets[chunk];
  }
}
