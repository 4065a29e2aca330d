package io.godwit.knowledge.transfer;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.target.Target;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.CollectionVersion.State;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** The collection that is read. */
final class Source {

  private final KnowledgeTarget target;
  private final String collection;

  private Source(KnowledgeTarget target, String collection) {
    this.target = target;
    this.collection = collection;
  }

  /**
   * A collection of another target.
   *
   * @throws GodwitException {@link KnowledgeError#NO_COLLECTION} if that holds no knowledge
   */
  static Source of(Target target, String name, String collection) {
    if (target instanceof KnowledgeTarget knowledge) {
      return new Source(knowledge, collection);
    }
    throw new GodwitException(
        KnowledgeError.NO_COLLECTION,
        "Target " + name + " holds no knowledge; name one of provider knowledge in from");
  }

  /** What is read. */
  interface Reading<T> {
    T read(StoreSession session, CollectionVersion version) throws SQLException;
  }

  Optional<Bases.Present> present() {
    return Bases.present(target, collection);
  }

  /** The version that readers see there, or that this run has built there and not published. */
  CollectionVersion latest(RunId run) {
    return target
        .store()
        .read(session -> latest(session, run))
        .flatMap(version -> version)
        .filter(version -> !version.gone())
        .orElseThrow(() -> Bases.none(collection));
  }

  private Optional<CollectionVersion> latest(StoreSession session, RunId run) throws SQLException {
    OptionalLong key = session.versions().collection(collection);
    return key.isPresent() ? session.versions().latest(key.getAsLong(), run) : Optional.empty();
  }

  /**
   * Reads a version.
   *
   * @throws GodwitException {@link KnowledgeError#VERSION_RETIRED} if its rows have been freed
   */
  <T> T read(long version, Reading<T> reading) {
    return target
        .store()
        .read(
            session -> {
              CollectionVersion found = session.versions().version(version);
              if (found.state() == State.RETIRED) {
                throw retired(found);
              }
              return reading.read(session, found);
            })
        .orElseThrow(() -> Bases.none(collection));
  }

  private GodwitException retired(CollectionVersion version) {
    return new GodwitException(
        KnowledgeError.VERSION_RETIRED,
        "Version "
            + version.number()
            + " of collection "
            + collection
            + ", which is being read, has been freed; take the run back and plan again");
  }
}
