package io.godwit.engine.repository.collect;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.catalog.Gate;
import io.godwit.engine.repository.catalog.Roots;
import io.godwit.engine.repository.catalog.Roots.Seen;
import io.godwit.engine.repository.format.CondemnedList;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectKind;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.work.Watch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Collects garbage; docs/formats/repository.md, "Collect", numbers the steps. Several collectors
 * may work at the same time, and any of them goes on where another stopped.
 */
public final class Collector {

  private static final int ATTEMPTS = 24;

  private final ObjectStore store;
  private final Gate gate;
  private final Roots roots;
  private final InstantSource clock;
  private final Graces graces;
  private final Watch watch;

  public Collector(
      ObjectStore store, Gate gate, Roots roots, InstantSource clock, Graces graces, Watch watch) {
    this.store = store;
    this.gate = gate;
    this.roots = roots;
    this.clock = clock;
    this.graces = graces;
    this.watch = watch;
  }

  /** Finds what would be condemned now, and changes nothing. */
  public Collection dryRun() {
    Root root = roots.read().root();
    SortedMap<ObjectKey, Long> garbage = marking().garbage(root);
    return new Collection(0, new TreeSet<>(garbage.keySet()), sum(garbage), Optional.empty());
  }

  /** Deletes what is condemned and due, and condemns what has become garbage. */
  public Collection collect() {
    gate.requireWritable();
    long deleted = deleteCondemned();
    Optional<Reference> active = roots.read().root().doomed();
    if (active.isPresent()) {
      return waiting(deleted, active.get(), 0);
    }
    SortedMap<ObjectKey, Long> garbage = condemn();
    if (garbage.isEmpty()) {
      return new Collection(deleted, new TreeSet<>(), 0, Optional.empty());
    }
    deleted += deleteCondemned();
    Optional<Reference> list = roots.read().root().doomed();
    return list.isPresent()
        ? waiting(deleted, list.get(), sum(garbage))
        : new Collection(deleted, new TreeSet<>(), 0, Optional.empty());
  }

  private Collection waiting(long deleted, Reference list, long bytes) {
    CondemnedList condemned = roots.condemned(list);
    return new Collection(deleted, condemned.keys(), bytes, Optional.of(due(condemned)));
  }

  /** Condemns garbage, and gives it; what is active already is left to whoever sees it next. */
  private SortedMap<ObjectKey, Long> condemn() {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Seen seen = roots.read();
      SortedMap<ObjectKey, Long> garbage = marking().garbage(seen.root());
      if (garbage.isEmpty() || seen.root().doomed().isPresent()) {
        return garbage;
      }
      CondemnedList list =
          new CondemnedList(Documents.FORMAT, clock.instant(), new TreeSet<>(garbage.keySet()));
      Reference reference = store.put(ObjectKind.CONDEMNED, Documents.write(list));
      if (swap(seen, commit -> seen.root().condemning(commit, reference), attempt)) {
        return garbage;
      }
    }
    throw busy();
  }

  /**
   * Deletes what the active list names if it is due; gives how many objects that were. The list
   * itself stays for those who are just reading it, and is garbage like any other from now on.
   */
  private long deleteCondemned() {
    Optional<Reference> active = roots.read().root().doomed();
    if (active.isEmpty()) {
      return 0;
    }
    CondemnedList list = roots.condemned(active.get());
    if (clock.instant().isBefore(due(list))) {
      return 0;
    }
    long deleted = 0;
    for (ObjectKey key : list.keys()) {
      delete(key);
      watch.at("objects deleted", ++deleted, list.keys().size());
    }
    clear(active.get());
    return list.keys().size();
  }

  private void delete(ObjectKey key) {
    if (Arrays.stream(ObjectKind.values()).noneMatch(kind -> kind.holds(key))) {
      throw ObjectStore.damaged(key, "is condemned, but is nothing that is ever collected", null);
    }
    store.storage().delete(key);
  }

  private void clear(Reference list) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Seen seen = roots.read();
      if (seen.root().doomed().filter(list::equals).isEmpty()) {
        return;
      }
      if (swap(seen, seen.root()::cleared, attempt)) {
        return;
      }
    }
    throw busy();
  }

  /**
   * Whether the swap happened for certain. If that is not known the caller reads the root again,
   * which shows it: the swap was conditional, so a late one and a repeated one cannot both happen.
   */
  private boolean swap(Seen seen, Function<String, Root> next, int attempt) {
    Root root = next.apply(store.ids().next());
    boolean done =
        roots.swap(seen, root).fold(tag -> true, fault -> false, fault -> false, fault -> false);
    if (!done) {
      store.backoff().beforeRetry(attempt);
    }
    return done;
  }

  private Marking marking() {
    return new Marking(store, roots, graces, clock.instant(), watch);
  }

  private Instant due(CondemnedList list) {
    return list.made().plus(graces.readers());
  }

  private static long sum(SortedMap<ObjectKey, Long> garbage) {
    return garbage.values().stream().mapToLong(Long::longValue).sum();
  }

  private static GodwitException busy() {
    return new GodwitException(
        ArtifactError.BUSY, "Others changed the repository first, again and again; repeat");
  }
}
