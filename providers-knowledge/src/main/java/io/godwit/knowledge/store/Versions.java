package io.godwit.knowledge.store;

import io.godwit.api.embedding.EmbedderFingerprint;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.index.SpaceIndex;
import io.godwit.knowledge.store.CollectionVersion.Parts;
import io.godwit.knowledge.store.CollectionVersion.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of collections, and what they are bound to. */
public final class Versions {

  private static final String SELECT =
      """
      SELECT v.version_id, v.collection_id, v.number, v.state, v.complete, v.base_version_id,
        v.document_set_id, v.chunking_id, v.space_id, s.embedder_fingerprint, k.fingerprint
      FROM knowledge_version v
      JOIN knowledge_space s ON s.space_id = v.space_id
      JOIN knowledge_chunking k ON k.chunking_id = v.chunking_id
      """;

  private final Connection connection;

  /** On this connection. */
  public Versions(Connection connection) {
    this.connection = connection;
  }

  /**
   * Who begins a version.
   *
   * @param run the run
   * @param origin the step in the run, as all its effects know it
   */
  public record Builder(RunId run, Digest origin) {}

  /** The key of a collection. */
  public OptionalLong collection(String name) throws SQLException {
    return Sql.one(
            connection,
            "SELECT collection_id FROM knowledge_collection WHERE name = ?",
            row -> OptionalLong.of(row.getLong(1)),
            name)
        .orElse(OptionalLong.empty());
  }

  /** The key of a collection, which is made where it is not there. */
  public long requireCollection(String name) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO knowledge_collection (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
        name);
    return collection(name).orElseThrow();
  }

  /** The version that a step builds. */
  public Optional<CollectionVersion> builtBy(Digest origin) throws SQLException {
    return Sql.one(connection, SELECT + " WHERE v.origin = ?", Versions::version, origin.hex());
  }

  /** A version by its key. */
  public CollectionVersion version(long id) throws SQLException {
    return Sql.one(connection, SELECT + " WHERE v.version_id = ?", Versions::version, id)
        .orElseThrow();
  }

  /** The version that readers see. */
  public Optional<CollectionVersion> active(long collection) throws SQLException {
    return Sql.one(
        connection,
        SELECT
            + " JOIN knowledge_active a ON a.version_id = v.version_id WHERE a.collection_id = ?",
        Versions::version,
        collection);
  }

  /**
   * The version that the next step of a run goes on from: the last that the run has built and not
   * published yet, else the one that readers see.
   */
  public Optional<CollectionVersion> latest(long collection, RunId run) throws SQLException {
    Optional<CollectionVersion> own =
        Sql.one(
            connection,
            SELECT
                + " WHERE v.collection_id = ? AND v.run = ? AND v.state IN ('BUILDING', 'BUILT')"
                + " ORDER BY v.number DESC LIMIT 1",
            Versions::version,
            collection,
            run.toString());
    return own.isPresent() ? own : active(collection);
  }

  /** Begins a version with documents of its own. */
  public CollectionVersion begin(
      long collection,
      Optional<CollectionVersion> base,
      Chunking chunking,
      EmbedderIdentity embedder,
      Builder by)
      throws SQLException {
    insert(collection, base, -1, chunkingKey(chunking), spaceKey(collection, embedder), by);
    ownDocuments(by);
    return builtBy(by.origin()).orElseThrow();
  }

  /** Begins a version that shares its documents and chunks with another. */
  public CollectionVersion beginOn(CollectionVersion base, EmbedderIdentity embedder, Builder by)
      throws SQLException {
    Parts parts = base.parts();
    long space = spaceKey(base.collection(), embedder);
    insert(base.collection(), Optional.of(base), parts.documentSet(), parts.chunking(), space, by);
    return builtBy(by.origin()).orElseThrow();
  }

  /** Begins a version that shares its documents with another and cuts them differently. */
  public CollectionVersion beginCut(
      CollectionVersion base, Chunking chunking, EmbedderIdentity embedder, Builder by)
      throws SQLException {
    long space = spaceKey(base.collection(), embedder);
    insert(
        base.collection(),
        Optional.of(base),
        base.parts().documentSet(),
        chunkingKey(chunking),
        space,
        by);
    return builtBy(by.origin()).orElseThrow();
  }

  /** Begins a version with documents of its own that is cut and embedded as another is. */
  public CollectionVersion beginLike(CollectionVersion base, Builder by) throws SQLException {
    Parts parts = base.parts();
    insert(base.collection(), Optional.of(base), -1, parts.chunking(), parts.space(), by);
    ownDocuments(by);
    return builtBy(by.origin()).orElseThrow();
  }

  /** Begins a version in which the collection is not there any more. */
  public CollectionVersion beginGone(CollectionVersion base, Builder by) throws SQLException {
    Parts parts = base.parts();
    insert(base.collection(), Optional.of(base), Parts.GONE, parts.chunking(), parts.space(), by);
    return builtBy(by.origin()).orElseThrow();
  }

  private void ownDocuments(Builder by) throws SQLException {
    Sql.update(
        connection,
        "UPDATE knowledge_version SET document_set_id = version_id WHERE origin = ?",
        by.origin().hex());
  }

  /** The chunking of a version. */
  public Chunking chunking(CollectionVersion version) throws SQLException {
    return Chunking.parse(
        Sql.one(
                connection,
                "SELECT settings FROM knowledge_chunking WHERE chunking_id = ?",
                row -> row.getString(1),
                version.parts().chunking())
            .orElseThrow());
  }

  /**
   * What a version is bound to, as it can be told to another store.
   *
   * @param chunking the fingerprint of its chunking
   * @param chunkingJson that chunking in canonical JSON
   * @param embedder the fingerprint of its embedder
   * @param embedderJson that embedder in canonical JSON
   * @param dimension how many numbers its vectors have
   */
  public record Binding(
      String chunking, String chunkingJson, String embedder, String embedderJson, int dimension) {}

  /** What a version is bound to. */
  public Binding binding(CollectionVersion version) throws SQLException {
    return Sql.one(
            connection,
            """
            SELECT k.fingerprint, k.settings, s.embedder_fingerprint, s.embedder, s.dimension
            FROM knowledge_version v
            JOIN knowledge_chunking k ON k.chunking_id = v.chunking_id
            JOIN knowledge_space s ON s.space_id = v.space_id WHERE v.version_id = ?\
            """,
            row ->
                new Binding(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInt(5)),
            version.id())
        .orElseThrow();
  }

  /** Begins a version with documents of its own that is bound as one of another store is. */
  public CollectionVersion begin(
      long collection, Optional<CollectionVersion> base, Binding binding, Builder by)
      throws SQLException {
    long chunking = chunkingKey(binding.chunking(), binding.chunkingJson());
    long space =
        spaceKey(collection, binding.embedder(), binding.embedderJson(), binding.dimension());
    insert(collection, base, -1, chunking, space, by);
    ownDocuments(by);
    return builtBy(by.origin()).orElseThrow();
  }

  /** Says how far a version has come. */
  public void setState(CollectionVersion version, State state) throws SQLException {
    Sql.update(
        connection,
        "UPDATE knowledge_version SET state = ? WHERE version_id = ?",
        state.name(),
        version.id());
  }

  /** Empties the list of documents that a version has begun, so that it is begun anew. */
  public void forgetDocuments(CollectionVersion version) throws SQLException {
    if (version.parts().documentSet() == version.id()) {
      Sql.update(connection, "DELETE FROM knowledge_entry WHERE document_set_id = ?", version.id());
    }
  }

  /** Empties a version of its documents, to build it once more from another state of its source. */
  public CollectionVersion beginAgain(CollectionVersion version) throws SQLException {
    forgetDocuments(version);
    Sql.update(
        connection,
        "UPDATE knowledge_version SET state = 'BUILDING', complete = 0 WHERE version_id = ?",
        version.id());
    return version(version.id());
  }

  /** Says that all of a version has been built. */
  public void setBuilt(CollectionVersion version) throws SQLException {
    Sql.update(
        connection,
        "UPDATE knowledge_version SET state = 'BUILT', complete = 1 WHERE version_id = ?",
        version.id());
  }

  /** The versions of a collection whose rows are there, the latest first. */
  public List<CollectionVersion> kept(long collection) throws SQLException {
    return Sql.all(
        connection,
        SELECT
            + " WHERE v.collection_id = ? AND v.state <> 'RETIRED' AND v.document_set_id <> 0"
            + " ORDER BY v.number DESC",
        Versions::version,
        collection);
  }

  /** The active version of each collection that has one, by the collection's name. */
  public SortedMap<String, CollectionVersion> allActive() throws SQLException {
    SortedMap<String, CollectionVersion> all = new TreeMap<>();
    List<Map.Entry<String, Long>> pointers =
        Sql.all(
            connection,
            """
            SELECT c.name, a.version_id FROM knowledge_active a
            JOIN knowledge_collection c ON c.collection_id = a.collection_id
            JOIN knowledge_version v ON v.version_id = a.version_id
            WHERE v.document_set_id <> 0\
            """,
            row -> Map.entry(row.getString(1), row.getLong(2)));
    for (Map.Entry<String, Long> pointer : pointers) {
      all.put(pointer.getKey(), version(pointer.getValue()));
    }
    return all;
  }

  /** The index over the vectors of a version; empty where they are too long for any. */
  public Optional<SpaceIndex> index(CollectionVersion version) throws SQLException {
    long space = version.parts().space();
    long dimension =
        Sql.number(connection, "SELECT dimension FROM knowledge_space WHERE space_id = ?", space);
    return SpaceIndex.of(space, (int) dimension);
  }

  /** The canonical JSON of the embedder whose vectors a version holds. */
  public String embedder(CollectionVersion version) throws SQLException {
    return Sql.one(
            connection,
            "SELECT embedder FROM knowledge_space WHERE space_id = ?",
            row -> row.getString(1),
            version.parts().space())
        .orElseThrow();
  }

  private void insert(
      long collection,
      Optional<CollectionVersion> base,
      long documentSet,
      long chunking,
      long space,
      Builder by)
      throws SQLException {
    // Whoever changes documents meanwhile has ended before, or will find this version.
    new Pointer(connection).hold(collection);
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_version (collection_id, number, state, complete, base_version_id,
          document_set_id, chunking_id, space_id, run, origin)
        VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM knowledge_version
          WHERE collection_id = ?), 'BUILDING', 0, ?, ?, ?, ?, ?, ?)\
        """,
        collection,
        collection,
        base.map(CollectionVersion::id).orElse(null),
        documentSet,
        chunking,
        space,
        by.run().toString(),
        by.origin().hex());
  }

  private long chunkingKey(Chunking chunking) throws SQLException {
    return chunkingKey(chunking.fingerprint().toString(), chunking.canonicalJson());
  }

  private long chunkingKey(String fingerprint, String settings) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO knowledge_chunking (fingerprint, settings) VALUES (?, ?)"
            + " ON CONFLICT (fingerprint) DO NOTHING",
        fingerprint,
        settings);
    return Sql.number(
        connection,
        "SELECT chunking_id FROM knowledge_chunking WHERE fingerprint = ?",
        fingerprint);
  }

  private long spaceKey(long collection, EmbedderIdentity embedder) throws SQLException {
    return spaceKey(
        collection,
        embedder.fingerprint().toString(),
        embedder.canonicalJson(),
        embedder.vector().dimension());
  }

  private long spaceKey(long collection, String fingerprint, String identity, int dimension)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO knowledge_space (collection_id, embedder_fingerprint, embedder, dimension)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (collection_id, embedder_fingerprint) DO NOTHING",
        collection,
        fingerprint,
        identity,
        dimension);
    return Sql.number(
        connection,
        "SELECT space_id FROM knowledge_space WHERE collection_id = ? AND embedder_fingerprint = ?",
        collection,
        fingerprint);
  }

  private static CollectionVersion version(ResultSet row) throws SQLException {
    long base = row.getLong(6);
    OptionalLong baseKey = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(base);
    Parts parts =
        new Parts(
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            EmbedderFingerprint.parse(row.getString(10)),
            Digest.parse(row.getString(11)));
    return new CollectionVersion(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        State.valueOf(row.getString(4)),
        row.getInt(5) != 0,
        baseKey,
        parts);
  }
}
