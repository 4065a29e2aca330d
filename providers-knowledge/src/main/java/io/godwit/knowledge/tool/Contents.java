package io.godwit.knowledge.tool;

import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.Counts;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a store has, as a person reads it. */
final class Contents {

  private Contents() {}

  /**
   * A collection.
   *
   * @param collection its name
   * @param version the version that readers see
   * @param documents how many documents that has
   * @param chunks how many chunks
   * @param embedder what its vectors were made with
   * @param versions how many versions there are rows of
   */
  record Line(
      String collection,
      long version,
      long documents,
      long chunks,
      String embedder,
      int versions) {}

  /**
   * A version.
   *
   * @param version its number
   * @param state how far it has come
   * @param active whether readers see it
   * @param documents how many documents it has
   * @param chunks how many chunks
   * @param withoutVector how many of them have no vector
   * @param chunking how documents are cut: characters and overlap
   * @param embedder what its vectors were made with
   * @param fingerprint the embedder's fingerprint
   */
  record Version(
      long version,
      String state,
      boolean active,
      long documents,
      long chunks,
      long withoutVector,
      String chunking,
      String embedder,
      String fingerprint) {}

  /** The collections that readers see. */
  static List<Line> collections(KnowledgeTarget target) {
    return target.store().glance(Contents::collections).orElse(List.of());
  }

  private static List<Line> collections(StoreSession session) throws SQLException {
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, CollectionVersion> each : session.versions().allActive().entrySet()) {
      CollectionVersion version = each.getValue();
      Counts counts = session.counts(version);
      lines.add(
          new Line(
              each.getKey(),
              version.number(),
              counts.documents(),
              counts.chunks(),
              Probes.shown(session.versions().embedder(version)),
              session.versions().kept(version.collection()).size()));
    }
    return lines;
  }

  /** The versions of a collection whose rows are there, the latest first. */
  static List<Version> versions(KnowledgeTarget target, String collection) {
    return target
        .store()
        .glance(session -> versions(session, collection))
        .orElseThrow(() -> Bases.none(collection));
  }

  private static List<Version> versions(StoreSession session, String collection)
      throws SQLException {
    long key = session.versions().collection(collection).orElse(-1);
    Optional<CollectionVersion> active = session.versions().active(key);
    List<Version> versions = new ArrayList<>();
    for (CollectionVersion each : session.versions().kept(key)) {
      versions.add(version(session, each, active.filter(each::equals).isPresent()));
    }
    if (versions.isEmpty()) {
      throw Bases.none(collection);
    }
    return versions;
  }

  private static Version version(StoreSession session, CollectionVersion version, boolean active)
      throws SQLException {
    Counts counts = session.counts(version);
    Chunking chunking = session.versions().chunking(version);
    return new Version(
        version.number(),
        version.state().name().toLowerCase(Locale.ROOT),
        active,
        counts.documents(),
        counts.chunks(),
        counts.without(),
        chunking.max() + "/" + chunking.overlap(),
        Probes.shown(session.versions().embedder(version)),
        version.parts().embedder().toString());
  }
}
