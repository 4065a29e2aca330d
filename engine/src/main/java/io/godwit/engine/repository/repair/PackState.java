package io.godwit.engine.repository.repair;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.engine.repository.chunk.ChunkDecoder;
import io.godwit.engine.repository.chunk.Chunker;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.pack.PackCheck;
import io.godwit.engine.repository.pack.PackIndex;
import io.godwit.engine.repository.pack.PackReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What is left of a pack.
 *
 * @param flawed whether anything at all is wrong with it
 * @param index its footer, or what could be made of it; empty if nothing could
 * @param broken the chunks that cannot be read; all of them where there is no index
 */
record PackState(boolean flawed, Optional<PackIndex> index, BitSet broken) {

  static PackState of(ObjectStore store, PackRef pack, RandomGenerator random) {
    return isWhole(store, pack, random)
        ? new PackState(false, Optional.of(PackIndex.load(store, pack)), new BitSet())
        : remains(store, pack);
  }

  /** Whether a chunk can be read from here. */
  boolean has(int chunk) {
    return index.isPresent() && !broken.get(chunk);
  }

  private static boolean isWhole(ObjectStore store, PackRef pack, RandomGenerator random) {
    List<Integer> broken = new ArrayList<>();
    try {
      new PackCheck(store, pack, random, 1).run((chunk, fault) -> broken.add(chunk));
      return broken.isEmpty();
    } catch (GodwitException e) {
      requireDamage(e);
      return false;
    }
  }

  private static PackState remains(ObjectStore store, PackRef pack) {
    Optional<PackIndex> index = index(store, pack);
    BitSet broken = new BitSet();
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      for (int i = 0; i < pack.chunks(); i++) {
        broken.set(i, index.isEmpty() || !decodes(store, decoder, index.get(), i));
      }
    }
    return new PackState(true, index, broken);
  }

  private static Optional<PackIndex> index(ObjectStore store, PackRef pack) {
    try {
      return Optional.of(PackIndex.load(store, pack));
    } catch (GodwitException e) {
      requireDamage(e);
    }
    try {
      return PackIndex.salvage(pack, store.getRemains(pack.key()));
    } catch (GodwitException e) {
      requireDamage(e);
      return Optional.empty();
    }
  }

  private static boolean decodes(
      ObjectStore store, ChunkDecoder decoder, PackIndex index, int chunk) {
    try {
      PackReader.Stretch stretch = PackReader.read(store, index, chunk, chunk + 1);
      PackReader.decode(decoder, stretch, chunk, new byte[Chunker.LONGEST], 0);
      return true;
    } catch (GodwitException e) {
      requireDamage(e);
      return false;
    }
  }

  /** What is only out of reach is not taken for broken. */
  static void requireDamage(GodwitException e) {
    if (e.code() != ArtifactError.DAMAGED) {
      throw e;
    }
  }
}
