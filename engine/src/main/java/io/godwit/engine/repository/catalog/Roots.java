package io.godwit.engine.repository.catalog;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.CondemnedList;
import io.godwit.engine.repository.format.Descriptor;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectKind;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import java.util.Optional;
import java.util.Set;

/**
 * The register as roots, and what roots point at. Remembers the last catalog, which most calls
 * want.
 */
public final class Roots {

  /**
   * A root that was read.
   *
   * @param root the root, or {@link Root#NONE}
   * @param tag stands for it in a swap; empty if there is none
   */
  public record Seen(Root root, Optional<String> tag) {}

  private record Loaded(Reference reference, CatalogDocument catalog) {}

  private static final int ATTEMPTS = 6;

  private final ObjectStore store;
  private final Register register;
  private volatile Optional<Loaded> last = Optional.empty();

  public Roots(ObjectStore store, Register register) {
    this.store = store;
    this.register = register;
  }

  /**
   * The present root; none where there is no repository yet.
   *
   * @throws GodwitException with {@link ArtifactError#DAMAGED} or {@link
   *     ArtifactError#NEWER_FORMAT}
   */
  public Seen read() {
    Optional<RegisterValue> value = register.read();
    if (value.isEmpty() && store.storage().head(Descriptor.KEY).isPresent()) {
      value = register.read();
      if (value.isEmpty()) {
        throw ObjectStore.damaged(
            Root.KEY,
            "is missing, so nothing says what is published; 'godwit artifacts repair --root' makes"
                + " it again",
            null);
      }
    }
    try {
      return seen(value);
    } catch (GodwitException lostOnTheWay) {
      return seen(register.read());
    }
  }

  /** What stands for the present value in a swap, also where that value makes no sense. */
  public Optional<String> tag() {
    return register.read().map(RegisterValue::tag);
  }

  /** Makes the first root, unless there is one. */
  void makeFirst() {
    Root first = Root.NONE.cleared(store.ids().next());
    for (int attempt = 1; register.read().isEmpty(); attempt++) {
      Optional<Fault> wrong =
          swap(seen(Optional.empty()), first)
              .fold(tag -> Optional.empty(), Optional::of, Optional::of, Optional::of);
      if (wrong.isPresent() && attempt == ATTEMPTS) {
        throw new GodwitException(wrong.get());
      }
    }
  }

  private static Seen seen(Optional<RegisterValue> value) {
    return new Seen(
        value.map(v -> Documents.readChecked(Root.class, Root.KEY, v.bytes())).orElse(Root.NONE),
        value.map(RegisterValue::tag));
  }

  /** Sets the root if the present one is that which was seen. */
  public Attempt<String> swap(Seen seen, Root next) {
    return register.compareAndSet(seen.tag(), Documents.writeChecked(next));
  }

  /** The catalog of a root. */
  public CatalogDocument catalog(Root root) {
    return root.published().map(this::catalog).orElse(CatalogDocument.EMPTY);
  }

  /** A catalog by its reference. */
  public CatalogDocument catalog(Reference reference) {
    Optional<Loaded> known = last.filter(l -> l.reference().equals(reference));
    if (known.isPresent()) {
      return known.get().catalog();
    }
    CatalogDocument catalog =
        Documents.read(CatalogDocument.class, reference.key(), store.get(reference));
    last = Optional.of(new Loaded(reference, catalog));
    return catalog;
  }

  /** The catalog on which one was built, if there was one and it has not been collected. */
  public Optional<Reference> earlier(CatalogDocument catalog) {
    return Optional.ofNullable(catalog.previous())
        .filter(previous -> store.storage().head(previous.key()).isPresent());
  }

  /** Makes a catalog. */
  public Reference save(CatalogDocument catalog) {
    return store.put(ObjectKind.CATALOG, Documents.write(catalog));
  }

  /** The keys that are being deleted under a root. */
  public Set<ObjectKey> condemned(Root root) {
    return root.doomed().<Set<ObjectKey>>map(list -> condemned(list).keys()).orElse(Set.of());
  }

  /** A list of condemned keys by its reference. */
  public CondemnedList condemned(Reference list) {
    return Documents.read(CondemnedList.class, list.key(), store.get(list));
  }
}
