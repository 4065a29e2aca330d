package io.godwit.engine.repository.stage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds chunks by their ids: a table with open addressing over the first 8 bytes of the digests,
 * which are as good as random. It takes about 50 bytes for each chunk and no more than a million
 * chunks; what comes after that is stored again, which costs room and nothing else.
 */
final class ChunkTable {

  private static final int MOST = 1 << 20;

  private final List<PackSlot> packs = new ArrayList<>();
  private int[] packOf = new int[256];
  private int[] chunkOf = new int[256];
  private int size;

  /** Adds all chunks of a pack. */
  void add(PackSlot pack) {
    open(pack);
    for (int i = 0; i < pack.chunks(); i++) {
      add(i, pack.id(i));
    }
  }

  /** Makes a pack the one to which {@link #add(int, byte[])} refers. */
  void open(PackSlot pack) {
    packs.add(pack);
  }

  /** Adds a chunk of the pack that was opened last, unless the table has such a chunk. */
  void add(int chunk, byte[] sha256) {
    if (size >= MOST) {
      return;
    }
    if (size * 2 >= packOf.length) {
      grow();
    }
    int at = find(sha256);
    if (packOf[at] == 0) {
      packOf[at] = packs.size();
      chunkOf[at] = chunk;
      size++;
    }
  }

  Optional<Place> place(byte[] sha256) {
    int at = find(sha256);
    return packOf[at] == 0
        ? Optional.empty()
        : Optional.of(new Place(packs.get(packOf[at] - 1), chunkOf[at]));
  }

  boolean contains(byte[] sha256) {
    return size > 0 && packOf[find(sha256)] != 0;
  }

  private int find(byte[] sha256) {
    int mask = packOf.length - 1;
    int at = (int) ByteBuffer.wrap(sha256).getLong() & mask;
    while (packOf[at] != 0 && !packs.get(packOf[at] - 1).holds(chunkOf[at], sha256)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldPacks = packOf;
    int[] oldChunks = chunkOf;
    packOf = new int[oldPacks.length * 2];
    chunkOf = new int[packOf.length];
    for (int i = 0; i < oldPacks.length; i++) {
      if (oldPacks[i] != 0) {
        int at = find(packs.get(oldPacks[i] - 1).id(oldChunks[i]));
        packOf[at] = oldPacks[i];
        chunkOf[at] = oldChunks[i];
      }
    }
  }
}
