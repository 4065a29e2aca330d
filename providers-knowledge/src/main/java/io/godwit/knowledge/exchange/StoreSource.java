package io.godwit.knowledge.exchange;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.CollectionVersion.State;
import io.godwit.knowledge.store.Counts;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Versions.Binding;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A store of this module. */
final class StoreSource implements CollectionSource {

  private final KnowledgeTarget target;

  StoreSource(KnowledgeTarget target) {
    this.target = target;
  }

  @Override
  public Optional<Seen> seen(String collection) {
    return target.store().read(session -> seen(session, collection)).orElse(Optional.empty());
  }

  private static Optional<Seen> seen(StoreSession session, String collection) throws SQLException {
    Optional<CollectionVersion> active = Bases.active(session, collection);
    if (active.isEmpty()) {
      return Optional.empty();
    }
    Counts counts = session.counts(active.get());
    return Optional.of(
        new Seen(
            Long.toString(active.get().id()),
            session.versions().binding(active.get()),
            counts.documents(),
            counts.chunks()));
  }

  @Override
  public String latest(String collection, RunId run) {
    return target
        .store()
        .read(session -> latest(session, collection, run))
        .flatMap(version -> version)
        .filter(version -> !version.gone())
        .map(version -> Long.toString(version.id()))
        .orElseThrow(() -> Bases.none(collection));
  }

  private static Optional<CollectionVersion> latest(
      StoreSession session, String collection, RunId run) throws SQLException {
    OptionalLong key = session.versions().collection(collection);
    return key.isPresent() ? session.versions().latest(key.getAsLong(), run) : Optional.empty();
  }

  @Override
  public <T> T read(String collection, String version, Reading<T> reading) {
    return target
        .store()
        .read(
            session -> {
              CollectionVersion found = session.versions().version(Long.parseLong(version));
              if (found.state() == State.RETIRED) {
                throw retired(collection, found);
              }
              return reading.read(VersionRows.of(session, found));
            })
        .orElseThrow(() -> Bases.none(collection));
  }

  private static GodwitException retired(String collection, CollectionVersion version) {
    return new GodwitException(
        KnowledgeError.VERSION_RETIRED,
        "Version "
            + version.number()
            + " of collection "
            + collection
            + ", which is being read, has been freed; take the run back and plan again");
  }

  record Rows(StoreSession session, CollectionVersion version) implements VersionRows {

    @Override
    public Binding binding() throws SQLException {
      return session.versions().binding(version);
    }

    @Override
    public List<SourceRows.Document> documents(String after, int most) throws SQLException {
      return session.source(version).documents(after, most);
    }

    @Override
    public int chunks(SourceRows.Document document, SourceRows.Visitor visitor)
        throws SQLException {
      return session.source(version).chunks(document, visitor);
    }

    @Override
    public Optional<InputStream> body(Digest content) throws SQLException {
      return session.bodies().exist() ? session.bodies().open(content) : Optional.empty();
    }

    @Override
    public Digest digest(String collection) throws SQLException {
      return session.digest(version, collection);
    }
  }
}
