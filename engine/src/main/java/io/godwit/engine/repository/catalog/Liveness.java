package io.godwit.engine.repository.catalog;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.Fault;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes sure that what a commit is about to refer to is there and will stay.
 *
 * <p>What was staged under the present epoch is: no list has been condemned since, and staging
 * avoids the one that may be active. Anything else is compared with the active list and asked for.
 */
public final class Liveness {

  private static final int REMEMBERED = 1_000;

  private final ObjectStore store;
  private final Roots roots;
  private final Map<ObjectKey, Long> epochs = new LinkedHashMap<>();

  public Liveness(ObjectStore store, Roots roots) {
    this.store = store;
    this.roots = roots;
  }

  /** Remembers that a manifest and its packs were there under this epoch. */
  public synchronized void remember(ObjectKey manifest, long epoch) {
    epochs.put(manifest, epoch);
    if (epochs.size() > REMEMBERED) {
      epochs.remove(epochs.keySet().iterator().next());
    }
  }

  /** What the new catalog would refer to and is gone, or about to go. */
  Optional<Fault> gone(Root root, CatalogDocument before, CatalogDocument after) {
    Set<Reference> fresh = after.manifests();
    fresh.removeAll(before.manifests());
    fresh.removeIf(manifest -> knownUnder(root.epoch(), manifest.key()));
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    Set<ObjectKey> condemned = roots.condemned(root);
    return fresh.stream().flatMap(manifest -> gone(manifest, condemned).stream()).findFirst();
  }

  private synchronized boolean knownUnder(long epoch, ObjectKey manifest) {
    return Long.valueOf(epoch).equals(epochs.get(manifest));
  }

  private Optional<Fault> gone(Reference reference, Set<ObjectKey> condemned) {
    if (condemned.contains(reference.key())) {
      return Optional.of(gone(reference.key()));
    }
    if (!store.holds(reference.key(), reference.size())) {
      return Optional.of(gone(reference.key()));
    }
    Manifest manifest = Documents.read(Manifest.class, reference.key(), store.get(reference));
    return manifest.packs().stream()
        .filter(pack -> condemned.contains(pack.key()) || missing(pack))
        .findFirst()
        .map(pack -> gone(pack.key()));
  }

  private boolean missing(PackRef pack) {
    return !store.holds(pack.key(), pack.size());
  }

  private static Fault gone(ObjectKey key) {
    return Fault.of(
        ArtifactError.STAGE_AGAIN,
        "Object "
            + key
            + " was collected before it was published; repeat the command, which stores it again");
  }
}
