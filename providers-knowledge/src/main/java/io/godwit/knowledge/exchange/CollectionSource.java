package io.godwit.knowledge.exchange;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.target.Target;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What collections can be read from. A target of another kind of store implements this beside
 * {@link Target}; stores of this module are read through {@link #of}.
 */
public interface CollectionSource {

  /** What is read. */
  interface Reading<T> {
    /** Reads it. */
    T read(VersionRows version) throws SQLException;
  }

  /** What readers see of a collection now; empty when there is no such collection. */
  Optional<Seen> seen(String collection);

  /**
   * The key of the version that readers see, or that this run has built there and not published.
   *
   * @throws GodwitException {@link KnowledgeError#NO_COLLECTION} if there is none
   */
  String latest(String collection, RunId run);

  /**
   * Reads a version by its key.
   *
   * @throws GodwitException {@link KnowledgeError#VERSION_RETIRED} if its rows have been freed
   */
  <T> T read(String collection, String version, Reading<T> reading);

  /**
   * That of another target.
   *
   * @throws GodwitException {@link KnowledgeError#NO_COLLECTION} if that holds no knowledge
   */
  static CollectionSource of(Target target, String name) {
    if (target instanceof KnowledgeTarget knowledge) {
      return new StoreSource(knowledge);
    }
    if (target instanceof CollectionSource source) {
      return source;
    }
    throw new GodwitException(
        KnowledgeError.NO_COLLECTION,
        "Target " + name + " holds no knowledge; name one of provider knowledge in from");
  }
}
