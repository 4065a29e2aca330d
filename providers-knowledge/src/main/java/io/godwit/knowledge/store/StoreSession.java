package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The store as one connection sees it, for as long as the connection is lent. */
public final class StoreSession {

  private final Connection connection;
  private final StoreDialect dialect;

  StoreSession(Connection connection, StoreDialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** The versions of collections. */
  public Versions versions() {
    return new Versions(connection);
  }

  /** What readers see. */
  public Pointer pointer() {
    return new Pointer(connection);
  }

  /** The documents of a version. */
  public Documents documents(CollectionVersion version) {
    return new Documents(connection, version);
  }

  /** What applications change while versions are built. */
  public Changes changes() {
    return new Changes(connection);
  }

  /** What stands above the chunks of a version. */
  public Headings headings(CollectionVersion version) {
    return new Headings(connection, version);
  }

  /** The contents of documents. */
  public Bodies bodies() {
    return new Bodies(connection, dialect);
  }

  /** Cuts the documents of a version. */
  public Recutting recutting(CollectionVersion version) {
    return new Recutting(connection, version);
  }

  /** Gives the documents of a version other metadata. */
  public MetadataRewrite rewrite(CollectionVersion version) {
    return new MetadataRewrite(connection, version);
  }

  /** Reads a version for another store. */
  public SourceRows source(CollectionVersion version) {
    return new SourceRows(connection, dialect, version);
  }

  /** Writes a version from another store. */
  public SinkRows sink(CollectionVersion version) {
    return new SinkRows(connection, dialect, version);
  }

  /** The digest of a version, as if its collection were alone in the store. */
  public Digest digest(CollectionVersion version, String name) throws SQLException {
    return new ContentDigest(connection, dialect).compute(version, name);
  }

  /** Whether the collection has a document of this content that was cut in this way. */
  public boolean isKnown(String collection, Digest chunking, String path, Digest content)
      throws SQLException {
    return Documents.isKnown(connection, collection, chunking, path, content);
  }

  /** The vectors of a version. */
  public Vectors vectors(CollectionVersion version) {
    return new Vectors(connection, dialect, version);
  }

  /** All vectors of a version, to be read through. */
  public VectorScan scan(CollectionVersion version) {
    return new VectorScan(connection, dialect, version);
  }

  /** Exact search in a version. */
  public ExactSearch search(CollectionVersion version) {
    return new ExactSearch(connection, dialect, version);
  }

  /** Search in a version by the index over its vectors, where there is one. */
  public Optional<IndexSearch> indexSearch(CollectionVersion version, int candidates)
      throws SQLException {
    return IndexSearch.of(connection, version, candidates);
  }

  /** How much a version has. */
  public Counts counts(CollectionVersion version) throws SQLException {
    return Counts.of(connection, version);
  }

  /** What frees the rows of a version. */
  public Retirement retirement(CollectionVersion version) {
    return new Retirement(connection, version);
  }

  /** The digest of all that readers see. */
  public ContentDigest contentDigest() {
    return new ContentDigest(connection, dialect);
  }

  /**
   * Leaves it to the next transaction to bring this one to the disk, which a commit waits for: for
   * one whose end is told to nobody until the next has ended. The database keeps their order.
   */
  public void leaveToTheNext() throws SQLException {
    if (dialect.copies()) {
      Sql.update(connection, "SET LOCAL synchronous_commit = off");
    }
  }

  /** The connection itself, for a question in SQL. */
  public Connection connection() {
    return connection;
  }
}
