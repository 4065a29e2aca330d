package io.godwit.engine.repository.read;

import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.pack.PackIndex;
import java.util.LinkedHashMap;
import java.util.Map;

/** The footers of packs that were needed last. */
final class PackIndexes {

  private static final int MOST = 16;

  private final ObjectStore store;
  private final Map<ObjectKey, PackIndex> last = new LinkedHashMap<>(MOST, 0.75f, true);

  PackIndexes(ObjectStore store) {
    this.store = store;
  }

  synchronized PackIndex of(PackRef pack) {
    PackIndex known = last.get(pack.key());
    if (known != null) {
      return known;
    }
    PackIndex loaded = PackIndex.load(store, pack);
    last.put(pack.key(), loaded);
    if (last.size() > MOST) {
      last.remove(last.keySet().iterator().next());
    }
    return loaded;
  }
}
