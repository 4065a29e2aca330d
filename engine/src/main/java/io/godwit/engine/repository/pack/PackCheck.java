package io.godwit.engine.repository.pack;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.engine.repository.chunk.ChunkDecoder;
import io.godwit.engine.repository.chunk.Chunker;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectStore;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Looks at a pack: its beginning, its footer, its trailer, and all of its chunks or some of them.
 */
public final class PackCheck {

  private static final int AT_ONCE = 64;

  private final ObjectStore store;
  private final PackRef pack;
  private final RandomGenerator random;
  private final double share;
  private final byte[] plain = new byte[Chunker.LONGEST];
  private long chunks;
  private long bytes;

  /**
   * A check that looks at a share of the chunks, from 0 to 1.
   *
   * @param random chooses them
   */
  public PackCheck(ObjectStore store, PackRef pack, RandomGenerator random, double share) {
    this.store = store;
    this.pack = pack;
    this.random = random;
    this.share = share;
  }

  /** How many chunks were looked at. */
  public long chunks() {
    return chunks;
  }

  /** How many plain bytes that came to. */
  public long bytes() {
    return bytes;
  }

  /**
   * Looks.
   *
   * @param broken told the number of each chunk that is broken, and why
   * @throws GodwitException with {@link io.godwit.api.artifact.ArtifactError#DAMAGED} if the pack
   *     is missing or broken as a whole
   */
  public void run(BiConsumer<Integer, Fault> broken) {
    if (!store.holds(pack.key(), pack.size())) {
      throw ObjectStore.damaged(pack.key(), "is missing or has another size", null);
    }
    byte[] header = store.getPart(pack.key(), 0, PackFormat.HEADER);
    if (!Arrays.equals(header, PackFormat.header())) {
      throw ObjectStore.damaged(pack.key(), "does not begin as a pack does", null);
    }
    PackIndex index = PackIndex.load(store, pack);
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      int from = 0;
      while (from < index.chunks()) {
        int to = share >= 1 ? Math.min(from + AT_ONCE, index.chunks()) : from + 1;
        if (share >= 1 || random.nextDouble() < share) {
          look(decoder, PackReader.read(store, index, from, to), broken);
        }
        from = to;
      }
    }
  }

  private void look(
      ChunkDecoder decoder, PackReader.Stretch stretch, BiConsumer<Integer, Fault> broken) {
    for (int chunk = stretch.from(); chunk < stretch.to(); chunk++) {
      try {
        PackReader.decode(decoder, stretch, chunk, plain, 0);
        if (!PackReader.entryStandsTwice(stretch, chunk)) {
          throw ObjectStore.damaged(
              pack.key(), "has a broken entry before chunk " + chunk + ", which is whole", null);
        }
      } catch (GodwitException e) {
        broken.accept(chunk, e.faults().get(0));
      }
      chunks++;
      bytes += stretch.index().entry(chunk).plainLength();
    }
  }
}
