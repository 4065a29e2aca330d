package io.godwit.engine.repository;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageError;
import io.godwit.engine.repository.catalog.CatalogView;
import io.godwit.engine.repository.catalog.Committer;
import io.godwit.engine.repository.catalog.Gate;
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
import io.godwit.engine.repository.stage.Stager;
import java.util.function.LongConsumer;

/** Artifacts on a storage. Keeps no state but what it remembers to save reads. */
public final class Repository implements Artifacts {

  private final ObjectStore store;
  private final RepositoryTools tools;
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
    this.tools = tools;
    store = new ObjectStore(storage, tools.ids(), tools.backoff());
    roots = new Roots(store, register);
    gate = new Gate(store, roots);
    Liveness liveness = new Liveness(store, roots);
    stager = new Stager(store, gate, roots, liveness, tools.workers());
    committer = new Committer(store, gate, roots, liveness, tools.clock());
  }

  /**
   * A repository whose root is in its storage.
   *
   * @throws GodwitException with {@link StorageError#NO_REGISTER} if the storage cannot swap safely
   */
  public static Repository on(Storage storage, RepositoryTools tools) {
    Register register =
        storage
            .register(Root.KEY)
            .orElseThrow(
                () ->
                    new GodwitException(
                        StorageError.NO_REGISTER,
                        storage.description()
                            + " cannot swap a value safely; keep the register in the state"
                            + " database, or use another storage"));
    return new Repository(storage, register, tools);
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
  public Contents contents(ManifestRef manifest) {
    requireReadable();
    return StoredContents.open(store, tools.workers(), manifest);
  }

  @Override
  public Verification verify(ManifestRef manifest, double share) {
    requireReadable();
    Verifier verifier = new Verifier(store, tools.random(), share, bytes -> {});
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
    Verifier verifier = new Verifier(store, tools.random(), share, progress);
    verifier.verifyObject(
        "",
        () -> {
          CatalogDocument catalog = roots.catalog(root());
          catalog.artifacts().stream()
              .flatMap(artifact -> artifact.versions().stream())
              .forEach(version -> verifier.verify(version.manifest()));
          catalog.pins().values().forEach(pinned -> pinned.forEach(verifier::verify));
        });
    return verifier.result();
  }

  /** A collector of garbage. */
  public Collector collector(Graces graces) {
    return new Collector(store, gate, roots, tools.clock(), graces);
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
