package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.pack.PackIndex;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chunks of a base. A base that is damaged, or about to be collected, is no reason to fail:
 * what cannot be used of it is stored again.
 */
final class BasePacks {

  private static final Logger LOG = LoggerFactory.getLogger(BasePacks.class);

  private final ObjectStore store;
  private final Set<ObjectKey> condemned;

  BasePacks(ObjectStore store, Set<ObjectKey> condemned) {
    this.store = store;
    this.condemned = condemned;
  }

  void addTo(ChunkTable table, ManifestRef base) {
    try {
      Manifest manifest = Documents.read(Manifest.class, base.key(), store.get(Reference.of(base)));
      addTo(table, manifest.packs());
    } catch (GodwitException e) {
      skip(e);
    }
  }

  void addTo(ChunkTable table, List<PackRef> packs) {
    packs.stream()
        .filter(pack -> !condemned.contains(pack.key()))
        .forEach(pack -> add(table, pack));
  }

  private void add(ChunkTable table, PackRef pack) {
    try {
      table.add(new PackSlot(pack, PackIndex.load(store, pack)));
    } catch (GodwitException e) {
      skip(e);
    }
  }

  private static void skip(GodwitException e) {
    if (e.code() != ArtifactError.DAMAGED) {
      throw e;
    }
    LOG.warn("Stored without its base: {}", e.getMessage());
  }
}
