package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.Counts;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Versions;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** The version that a step goes on from. */
public final class Bases {

  private Bases() {}

  /**
   * The version that readers see while a plan is made.
   *
   * @param version the version
   * @param embedder the canonical JSON of its embedder
   * @param counts how much it has
   */
  public record Present(CollectionVersion version, String embedder, Counts counts) {

    /** How many numbers its vectors have. */
    public int dimension() {
      return SpaceForm.of(embedder).dimension();
    }
  }

  /** What readers see now; empty when there is no such collection. */
  public static Optional<Present> present(KnowledgeTarget target, String collection) {
    return target.store().read(session -> present(session, collection)).orElse(Optional.empty());
  }

  private static Optional<Present> present(StoreSession session, String collection)
      throws SQLException {
    Optional<CollectionVersion> active = active(session, collection);
    if (active.isEmpty()) {
      return Optional.empty();
    }
    CollectionVersion version = active.get();
    return Optional.of(
        new Present(version, session.versions().embedder(version), session.counts(version)));
  }

  /** The version that readers see; empty when there is no such collection. */
  public static Optional<CollectionVersion> active(StoreSession session, String collection)
      throws SQLException {
    OptionalLong key = session.versions().collection(collection);
    return key.isEmpty()
        ? Optional.empty()
        : session.versions().active(key.getAsLong()).filter(version -> !version.gone());
  }

  /**
   * The version that a running step goes on from.
   *
   * @throws GodwitException {@link KnowledgeError#NO_COLLECTION} if there is no such collection
   */
  public static CollectionVersion require(
      StoreSession session, String collection, StepContext context) throws SQLException {
    Versions versions = session.versions();
    OptionalLong key = versions.collection(collection);
    Optional<CollectionVersion> base =
        key.isPresent()
            ? versions.latest(key.getAsLong(), context.effect().run())
            : Optional.empty();
    return base.filter(version -> !version.gone()).orElseThrow(() -> none(collection));
  }

  /**
   * Begins a version of a collection, which is made if there is none, to be filled from outside.
   */
  public static CollectionVersion begin(
      StoreSession session, String collection, Versions.Binding binding, StepContext context)
      throws SQLException {
    Versions versions = session.versions();
    long key = versions.requireCollection(collection);
    Optional<CollectionVersion> base = versions.latest(key, context.effect().run());
    return versions.begin(key, base, binding, builder(context));
  }

  /** Whom a running step builds for. */
  public static Versions.Builder builder(StepContext context) {
    return new Versions.Builder(context.effect().run(), context.effect().keys().origin());
  }

  /**
   * The embedder that a step names, or else the one of the version that is there.
   *
   * @throws GodwitException {@link KnowledgeError#NO_EMBEDDER} if neither is to be had
   */
  public static EmbedderRef embedder(
      Optional<EmbedderRef> named,
      Embedders embedders,
      Optional<Present> present,
      String collection) {
    return named
        .or(
            () ->
                present.flatMap(
                    now ->
                        Probes.find(embedders, now.version().parts().embedder(), now.embedder())))
        .orElseThrow(
            () ->
                new GodwitException(
                    KnowledgeError.NO_EMBEDDER,
                    present
                        .map(
                            now ->
                                "No embedder of the project gives the vectors of collection "
                                    + collection
                                    + " ("
                                    + Probes.shown(now.embedder())
                                    + "); keep it under embedders, or name another with embedder")
                        .orElse(
                            "Collection "
                                + collection
                                + " is not there yet, so its embedder is not known; name it with"
                                + " embedder")));
  }

  /** What a step keeps of its embedder. */
  public static Build build(String collection, EmbedderRef ref, Embedder embedder, int batch) {
    return new Build(collection, ref, embedder.identity().fingerprint().toString(), batch);
  }

  /** That a collection is not there. */
  public static GodwitException none(String collection) {
    return new GodwitException(
        KnowledgeError.NO_COLLECTION,
        "There is no collection "
            + collection
            + " to go on from; import or create it first, or look at its name");
  }
}
