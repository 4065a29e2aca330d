package io.godwit.engine.repository.repair;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.catalog.Gate;
import io.godwit.engine.repository.catalog.History;
import io.godwit.engine.repository.catalog.Roots;
import io.godwit.engine.repository.catalog.Roots.Seen;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.CondemnedList;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectKind;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes again what leads to the content; docs/formats/repository.md, "Repairing".
 *
 * <p>Which catalog was published only the root has said. The one with the highest revision whose
 * manifests are all there comes closest: at worst it is that of a commit whose last step, the swap,
 * did not happen. All that was ever condemned and is still named somewhere is condemned again,
 * because a collector that began under the lost root may still delete it.
 */
public final class RootRepair {

  private final ObjectStore store;
  private final Gate gate;
  private final Roots roots;
  private final InstantSource clock;

  private record Found(Reference reference, CatalogDocument catalog) {}

  public RootRepair(ObjectStore store, Gate gate, Roots roots, InstantSource clock) {
    this.store = store;
    this.gate = gate;
    this.roots = roots;
    this.clock = clock;
  }

  /** Makes again what is lost; empty if nothing is. Repeating is safe. */
  public Optional<Restored> run() {
    Optional<Seen> whole = whole();
    Optional<Restored> restored =
        whole.isPresent() ? withoutBrokenHistory(whole.get()) : Optional.of(again());
    gate.requireWritable();
    return restored;
  }

  /** The root, if all that it points at can be read. */
  private Optional<Seen> whole() {
    try {
      Seen seen = roots.read();
      roots.catalog(seen.root());
      roots.condemned(seen.root());
      return Optional.of(seen).filter(found -> found.tag().isPresent());
    } catch (GodwitException e) {
      PackState.requireDamage(e);
      return Optional.empty();
    }
  }

  private Restored again() {
    Optional<String> tag = roots.tag();
    long number = number();
    Found newest = newest();
    SortedSet<ObjectKey> condemned = condemned(newest);
    Optional<Reference> list = condemned.isEmpty() ? Optional.empty() : save(condemned);
    Root root =
        new Root(
            Documents.FORMAT,
            number,
            number,
            store.ids().next(),
            newest.reference(),
            list.orElse(null));
    swap(new Seen(Root.NONE, tag), root);
    return restored(
        "the root, or what it points at, was lost",
        newest.reference(),
        newest.catalog(),
        condemned);
  }

  /** More than the generation and epoch of any root before: those have counted swaps. */
  private long number() {
    try {
      Root root = roots.read().root();
      return Math.max(clock.millis(), Math.max(root.generation(), root.epoch()) + 1);
    } catch (GodwitException e) {
      PackState.requireDamage(e);
      return clock.millis();
    }
  }

  private Found newest() {
    List<Found> all = new ArrayList<>();
    for (ObjectKey key : keys(ObjectKind.CATALOG)) {
      catalog(key).ifPresent(all::add);
    }
    all.sort(
        Comparator.comparingLong((Found one) -> one.catalog().revision())
            .thenComparing(one -> one.catalog().made())
            .reversed());
    return all.stream()
        .filter(this::complete)
        .findFirst()
        .or(() -> all.stream().findFirst())
        .orElseThrow(
            () ->
                ObjectStore.damaged(
                    Root.KEY,
                    "cannot be made again: no catalog can be read; bring back root.json and"
                        + " catalogs/ from another copy",
                    null));
  }

  private boolean complete(Found found) {
    return found.catalog().manifests().stream().allMatch(one -> store.holds(one.key(), one.size()));
  }

  /** What was ever condemned, without what this catalog needs and those before it that are not. */
  private SortedSet<ObjectKey> condemned(Found newest) {
    SortedSet<ObjectKey> keys = new TreeSet<>();
    for (ObjectKey key : keys(ObjectKind.CONDEMNED)) {
      parsed(CondemnedList.class, key).ifPresent(list -> keys.addAll(list.keys()));
    }
    Optional<ObjectKey> next = Optional.of(newest.reference().key()).filter(key -> !keys.isEmpty());
    while (next.isPresent()) {
      keys.remove(next.get());
      Optional<CatalogDocument> catalog = parsed(CatalogDocument.class, next.get());
      catalog.ifPresent(found -> found.manifests().forEach(one -> spare(one.key(), keys)));
      next = catalog.flatMap(roots::earlier).map(Reference::key).filter(key -> !keys.contains(key));
    }
    return keys;
  }

  private void spare(ObjectKey manifest, SortedSet<ObjectKey> keys) {
    keys.remove(manifest);
    parsed(Manifest.class, manifest)
        .ifPresent(found -> found.packs().forEach(pack -> keys.remove(pack.key())));
  }

  private Optional<Reference> save(SortedSet<ObjectKey> keys) {
    CondemnedList list = new CondemnedList(Documents.FORMAT, clock.instant(), keys);
    return Optional.of(store.put(ObjectKind.CONDEMNED, Documents.write(list)));
  }

  /** What nobody can read any more cannot be collected either; so nothing refers to it from now. */
  private Optional<Restored> withoutBrokenHistory(Seen seen) {
    CatalogDocument present = roots.catalog(seen.root());
    try {
      new History(store, roots).read(seen.root(), true);
      return Optional.empty();
    } catch (GodwitException e) {
      PackState.requireDamage(e);
    }
    String commit = store.ids().next();
    CatalogDocument anew =
        present.next(commit, clock.instant(), null, present.artifacts(), present.pins());
    Reference saved = roots.save(anew);
    swap(seen, seen.root().committed(commit, saved));
    return Optional.of(
        restored("the history had lost a part, and begins anew", saved, anew, new TreeSet<>()));
  }

  private void swap(Seen seen, Root next) {
    Optional<Fault> wrong =
        roots
            .swap(seen, next)
            .fold(tag -> Optional.empty(), Optional::of, Optional::of, Optional::of);
    if (wrong.isPresent()) {
      throw new GodwitException(wrong.get());
    }
  }

  private static Restored restored(
      String why, Reference reference, CatalogDocument catalog, SortedSet<ObjectKey> condemned) {
    long versions =
        catalog.artifacts().stream().mapToLong(artifact -> artifact.versions().size()).sum();
    return new Restored(
        why,
        reference.key().value(),
        catalog.revision(),
        catalog.made(),
        versions,
        condemned.size());
  }

  private List<ObjectKey> keys(ObjectKind kind) {
    try (Stream<ObjectHead> all = store.storage().list(kind.prefix())) {
      return all.map(ObjectHead::key).filter(kind::holds).toList();
    }
  }

  private <T> Optional<T> parsed(Class<T> type, ObjectKey key) {
    return bytes(key).flatMap(bytes -> parsed(type, key, bytes));
  }

  private Optional<Found> catalog(ObjectKey key) {
    return bytes(key)
        .flatMap(
            bytes ->
                parsed(CatalogDocument.class, key, bytes)
                    .map(
                        catalog ->
                            new Found(
                                new Reference(key, Digest.of(bytes), bytes.length), catalog)));
  }

  private Optional<byte[]> bytes(ObjectKey key) {
    try {
      return Optional.of(store.getRemains(key));
    } catch (GodwitException e) {
      PackState.requireDamage(e);
      return Optional.empty();
    }
  }

  private static <T> Optional<T> parsed(Class<T> type, ObjectKey key, byte[] bytes) {
    try {
      return Optional.of(Documents.read(type, key, bytes));
    } catch (GodwitException e) {
      PackState.requireDamage(e);
      return Optional.empty();
    }
  }
}
