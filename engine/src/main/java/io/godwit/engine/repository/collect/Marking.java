package io.godwit.engine.repository.collect;

import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.catalog.Roots;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectKind;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.work.Watch;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds what a root does not need. If anything that it needs cannot be read, nothing is garbage.
 */
final class Marking {

  private final ObjectStore store;
  private final Roots roots;
  private final Graces graces;
  private final Instant now;
  private final Watch watch;
  private final Set<ObjectKey> needed = new HashSet<>();

  Marking(ObjectStore store, Roots roots, Graces graces, Instant now, Watch watch) {
    this.store = store;
    this.roots = roots;
    this.graces = graces;
    this.now = now;
    this.watch = watch;
  }

  /** The keys of objects that are not needed and old enough, with their sizes. */
  SortedMap<ObjectKey, Long> garbage(Root root) {
    root.doomed().ifPresent(list -> needed.add(list.key()));
    markCatalogs(root);
    SortedMap<ObjectKey, Long> garbage = new TreeMap<>();
    Instant youngest = now.minus(graces.uploads());
    for (ObjectKind kind : ObjectKind.values()) {
      try (Stream<ObjectHead> listed = store.storage().list(kind.prefix())) {
        listed
            .filter(head -> kind.holds(head.key()) && !needed.contains(head.key()))
            .filter(head -> !head.lastModified().isAfter(youngest))
            .forEach(head -> garbage.put(head.key(), head.sizeBytes()));
      }
    }
    return garbage;
  }

  private void markCatalogs(Root root) {
    Optional<Reference> next = root.published();
    int kept = 0;
    while (next.isPresent()) {
      CatalogDocument catalog = roots.catalog(next.get());
      if (kept >= graces.catalogs() && catalog.made().isBefore(now.minus(graces.history()))) {
        return;
      }
      needed.add(next.get().key());
      markContent(catalog, kept == 0);
      kept++;
      next = roots.earlier(catalog);
    }
  }

  private void markContent(CatalogDocument catalog, boolean present) {
    catalog.artifacts().stream()
        .flatMap(artifact -> artifact.versions().stream())
        .forEach(version -> markManifest(version.manifest()));
    if (present) {
      catalog.pins().values().forEach(pinned -> pinned.forEach(this::markManifest));
    }
  }

  private void markManifest(Reference reference) {
    if (needed.add(reference.key())) {
      Manifest manifest = Documents.read(Manifest.class, reference.key(), store.get(reference));
      manifest.packs().forEach(pack -> needed.add(pack.key()));
      watch.at("objects needed", needed.size(), 0);
    }
  }
}
