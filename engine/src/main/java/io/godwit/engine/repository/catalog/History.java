package io.godwit.engine.repository.catalog;

import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import java.util.Optional;
import java.util.Set;

/** The catalogs before the present one, as far as they have not been collected. */
public final class History {

  private final ObjectStore store;
  private final Roots roots;

  public History(ObjectStore store, Roots roots) {
    this.store = store;
    this.roots = roots;
  }

  /**
   * Walks back, and reads each catalog and the manifests that only earlier catalogs have.
   *
   * @param whole whether a manifest that is not there is a loss: where little history is kept, it
   *     may have been collected before its catalog
   * @throws io.godwit.api.error.GodwitException with {@link
   *     io.godwit.api.artifact.ArtifactError#DAMAGED} at the first that is lost or broken
   */
  public void read(Root root, boolean whole) {
    CatalogDocument catalog = roots.catalog(root);
    Set<ObjectKey> condemned = roots.condemned(root);
    Set<Reference> seen = catalog.manifests();
    Optional<Reference> next = roots.earlier(catalog);
    while (next.isPresent() && !condemned.contains(next.get().key())) {
      CatalogDocument earlier = roots.catalog(next.get());
      for (Reference one : earlier.manifests()) {
        if (seen.add(one) && (whole || store.storage().head(one.key()).isPresent())) {
          Documents.read(Manifest.class, one.key(), store.get(one));
        }
      }
      next = roots.earlier(earlier);
    }
  }
}
