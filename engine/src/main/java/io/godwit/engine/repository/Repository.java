package io.godwit.engine.repository;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageError;
import io.godwit.engine.repository.catalog.CatalogView;
import io.godwit.engine.repository.catalog.Committer;
import io.godwit.engine.repository.catalog.Gate;
import io.godwit.engine.repository.catalog.History;
import io.godwit.engine.repository.catalog.Liveness;
import io.godwit.engine.repository.catalog.Roots;
import io.godwit.engine.repository.collect.Collector;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.read.StoredContents;
import io.godwit.engine.repository.read.Verifier;
import io.godwit.engine.repository.repair.Repaired;
import io.godwit.engine.repository.repair.Repairer;
import io.godwit.engine.repository.repair.Repairer.Item;
import io.godwit.engine.repository.repair.Restored;
import io.godwit.engine.repository.repair.RootRepair;
import io.godwit.engine.repository.repair.Spare;
import io.godwit.engine.repository.stage.Stager;
import io.godwit.engine.repository.stage.Unfinished;
import io.godwit.engine.repository.work.Watch;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Artifacts on a storage. Keeps no state but what it remembers to save reads. */
public final class Repository implements Artifacts {

  private final ObjectStore store;
  private final RepositoryTools tools;
  private final Unfinished unfinished;
  private final Register register;
  private final Gate gate;
  private final Roots roots;
  private final Stager stager;
  private final Committer committer;

  /**
   * A repository whose root is in a given register: a row in the state database, say.
   *
   * @param storage closed by whoever opened it
   */
  public Repository(Storage storage, Register register, RepositoryTools tools) {
    this(storage, register, tools, Unfinished.NONE);
  }

  /**
   * The same, remembering which packs are stored already when staging is interrupted.
   *
   * @param unfinished remembers it
   */
  public Repository(
      Storage storage, Register register, RepositoryTools tools, Unfinished unfinished) {
    this.tools = tools;
    this.unfinished = unfinished;
    this.register = register;
    store = new ObjectStore(storage, tools.ids(), tools.backoff());
    roots = new Roots(store, register);
    gate = new Gate(store, roots);
    Liveness liveness = new Liveness(store, roots);
    stager = new Stager(store, gate, roots, liveness, tools.workers(), unfinished);
    committer = new Committer(store, gate, roots, liveness, tools.clock());
  }

  /**
   * A repository whose root is in its storage.
   *
   * @throws GodwitException with {@link StorageError#NO_REGISTER} if the storage cannot swap safely
   */
  public static Repository on(Storage storage, RepositoryTools tools) {
    return on(storage, tools, Unfinished.NONE);
  }

  /** The same, remembering which packs are stored already when staging is interrupted. */
  public static Repository on(Storage storage, RepositoryTools tools, Unfinished unfinished) {
    Register register =
        storage
            .register(Root.KEY)
            .orElseThrow(
                () ->
                    new GodwitException(
                        StorageError.NO_REGISTER,
                        storage.description()
                            + " cannot swap a value safely; set repository.register to state, or"
                            + " use another storage"));
    return new Repository(storage, register, tools, unfinished);
  }

  @Override
  public StagedArtifact stage(StageRequest request) {
    return stager.stage(request);
  }

  @Override
  public Attempt<Catalog> publish(Change change) {
    return committer.commit(change);
  }

  @Override
  public Catalog catalog() {
    return new CatalogView(roots.catalog(root()));
  }

  @Override
  public StoredContents contents(ManifestRef manifest) {
    requireReadable();
    return StoredContents.open(store, tools.workers(), manifest);
  }

  @Override
  public Verification verify(ManifestRef manifest, double share) {
    return verify(manifest, share, bytes -> {});
  }

  /** The same with somebody who is told how many plain bytes have been looked at. */
  public Verification verify(ManifestRef manifest, double share, LongConsumer progress) {
    requireReadable();
    Verifier verifier = new Verifier(store, tools.random(), share, progress);
    verifier.verify(Reference.of(manifest));
    return verifier.result();
  }

  /**
   * Looks at everything that is published or pinned.
   *
   * @param share which share of the chunks to look at, from 0 to 1
   * @param progress told how many plain bytes have been looked at
   */
  public Verification verifyAll(double share, LongConsumer progress) {
    return verifyAll(share, false, progress);
  }

  /**
   * The same, leaving out what an earlier verification of the same catalog has found whole before
   * it was broken off, at most three days ago.
   */
  public Verification verifyAll(double share, boolean resume, LongConsumer progress) {
    Verifier verifier = new Verifier(store, tools.random(), share, progress, verification());
    if (resume) {
      verifier.resume();
    }
    verifyAll(verifier);
    verifier.done();
    return verifier.result();
  }

  private Unfinished.Session verification() {
    String catalog = register.read().map(value -> Digest.of(value.bytes()).hex()).orElse("");
    return unfinished.begin("verify" + catalog);
  }

  private void verifyAll(Verifier verifier) {
    verifier.verifyObject(
        "",
        () -> {
          Root root = root();
          CatalogDocument catalog = roots.catalog(root);
          catalog.manifests().forEach(verifier::verify);
          root.doomed().ifPresent(list -> verifyList(verifier, list));
          verifyHistory(verifier, root);
        });
  }

  private void verifyList(Verifier verifier, Reference list) {
    verifier.verifyObject(
        "; nothing can be stored or collected without it; 'godwit artifacts repair --root' makes"
            + " it again",
        () -> roots.condemned(list));
  }

  private void verifyHistory(Verifier verifier, Root root) {
    verifier.verifyObject(
        "; only earlier catalogs need it, but nothing is collected while it is broken; 'godwit"
            + " artifacts repair --root' does without it",
        () -> new History(store, roots).read(root, false));
  }

  /**
   * Makes the root again where it, its catalog or its list of condemned keys is lost, and ends the
   * history at a catalog that is lost. Changes no object; content is left to {@link #repair}.
   *
   * @return what was made; empty if nothing was lost
   */
  public Optional<Restored> restoreRoot() {
    return new RootRepair(store, gate, roots, tools.clock()).run();
  }

  /**
   * Stores again what is broken of some content, or of all, and publishes it in its place, in one
   * commit. Changes no object. Repeating is safe.
   *
   * @param only what is to be repaired; empty for all
   * @param spares where else to look for what is broken
   * @return what was broken; empty if nothing was
   */
  public List<Repaired> repair(Set<ManifestRef> only, List<Spare> spares, Watch watch) {
    CatalogDocument catalog = roots.catalog(root());
    Map<Reference, Item> all = new LinkedHashMap<>();
    catalog.artifacts().stream()
        .flatMap(artifact -> artifact.versions().stream())
        .forEach(
            version ->
                all.put(
                    version.manifest(),
                    new Item(version.manifest(), Optional.of(version.content()))));
    catalog
        .pins()
        .values()
        .forEach(
            pinned -> pinned.forEach(one -> all.putIfAbsent(one, new Item(one, Optional.empty()))));
    Set<Reference> wanted = new LinkedHashSet<>(all.keySet());
    if (!only.isEmpty()) {
      wanted.retainAll(only.stream().map(Reference::of).toList());
    }
    List<Repaired> repaired =
        new Repairer(store, stager, tools.random(), watch)
            .repair(List.copyOf(all.values()), wanted, spares);
    Map<Reference, StagedArtifact> stored = new LinkedHashMap<>();
    repaired.forEach(one -> one.stored().ifPresent(now -> stored.put(one.manifest(), now)));
    if (!stored.isEmpty()) {
      Optional<Fault> failed =
          committer
              .commitRepaired(stored)
              .fold(done -> Optional.<Fault>empty(), Optional::of, Optional::of, Optional::of);
      failed.ifPresent(
          fault -> {
            throw new GodwitException(fault);
          });
    }
    return repaired;
  }

  /** A collector of garbage. */
  public Collector collector(Graces graces) {
    return collector(graces, Watch.NOBODY);
  }

  /** The same with somebody who is told how far it has come. */
  public Collector collector(Graces graces, Watch watch) {
    return new Collector(store, gate, roots, tools.clock(), graces, watch);
  }

  private Root root() {
    Root root = roots.read().root();
    if (root.published().isPresent()) {
      requireReadable();
    }
    return root;
  }

  private void requireReadable() {
    if (!gate.readable()) {
      throw new GodwitException(
          ArtifactError.NO_REPOSITORY,
          "There is no repository at "
              + store.storage().description()
              + ": it has no godwit.json; check the address");
    }
  }
}
