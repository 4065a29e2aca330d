package io.godwit.engine.repository.repair;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.repository.chunk.ChunkDecoder;
import io.godwit.engine.repository.chunk.Chunker;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.pack.PackIndex;
import io.godwit.engine.repository.pack.PackReader;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The same chunks in other packs: there are some, because only runs of chunks are shared between
 * versions and shorter matches are stored again.
 */
final class Twins {

  private final Map<ByteBuffer, ChunkPlace> found = new HashMap<>();

  /** Looks for the broken chunks of some packs in all packs of the repository. */
  static Twins of(ObjectStore store, Collection<PackState> states, Collection<PackRef> everywhere) {
    Twins twins = new Twins();
    Set<ByteBuffer> wanted = new HashSet<>();
    for (PackState state : states) {
      state
          .index()
          .ifPresent(
              index -> state.broken().stream().forEach(chunk -> wanted.add(id(index, chunk))));
    }
    if (!wanted.isEmpty()) {
      everywhere.forEach(pack -> twins.look(store, pack, wanted));
    }
    return twins;
  }

  Optional<ChunkPlace> of(PackIndex index, int chunk) {
    return Optional.ofNullable(found.get(id(index, chunk)));
  }

  private void look(ObjectStore store, PackRef pack, Set<ByteBuffer> wanted) {
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      PackIndex index = PackIndex.load(store, pack);
      for (int i = 0; i < index.chunks(); i++) {
        ByteBuffer id = id(index, i);
        if (wanted.contains(id) && !found.containsKey(id)) {
          PackReader.Stretch stretch = PackReader.read(store, index, i, i + 1);
          PackReader.decode(decoder, stretch, i, new byte[Chunker.LONGEST], 0);
          found.put(id, new ChunkPlace(index, i));
        }
      }
    } catch (GodwitException e) {
      PackState.requireDamage(e);
    }
  }

  private static ByteBuffer id(PackIndex index, int chunk) {
    return ByteBuffer.wrap(index.entry(chunk).sha256());
  }
}
