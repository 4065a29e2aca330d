package io.godwit.knowledge.rest.copy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.target.Digestible;
import io.godwit.api.target.Health;
import io.godwit.api.target.Target;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.Seen;
import io.godwit.knowledge.rest.store.CopiedRows;
import io.godwit.knowledge.rest.store.Copies;
import io.godwit.knowledge.rest.store.VectorStore;
import io.godwit.knowledge.store.RowDigest;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A vector store as a target of a project: what was copied there, and can be copied on from there.
 * It answers no questions in a language of its own and is not captured whole: what it holds is a
 * copy.
 */
public final class RestTarget implements Target, Digestible, CollectionSource {

  private final Copies copies;

  /** On this store. */
  public RestTarget(VectorStore store) {
    this.copies = new Copies(store);
  }

  /** What was copied there. */
  Copies copies() {
    return copies;
  }

  @Override
  public Health health() {
    try {
      return Health.good(copies.store().facts());
    } catch (GodwitException e) {
      return new Health(e.faults(), Map.of());
    }
  }

  @Override
  public Map<String, String> holdings() {
    Map<String, String> holdings = copies.active();
    holdings.replaceAll((collection, name) -> name.substring(collection.length() + 2));
    return holdings;
  }

  @Override
  public Digest digest() {
    RowDigest digest = new RowDigest();
    copies.active().forEach((collection, name) -> add(digest, collection, copies.rows(name)));
    return digest.finish();
  }

  private static void add(RowDigest digest, String collection, CopiedRows rows) {
    reading(
        rows,
        copied -> {
          rows.addTo(digest, collection, chunk -> {});
          return digest;
        });
  }

  @Override
  public Optional<Seen> seen(String collection) {
    return Optional.ofNullable(copies.active().get(collection))
        .map(
            name -> {
              CopiedRows rows = copies.rows(name);
              return new Seen(name, rows.binding(), rows.documents(), rows.chunks());
            });
  }

  @Override
  public String latest(String collection, RunId run) {
    return copies
        .built(collection, run.toString())
        .or(() -> Optional.ofNullable(copies.active().get(collection)))
        .orElseThrow(() -> Bases.none(collection));
  }

  @Override
  public <T> T read(String collection, String version, Reading<T> reading) {
    return reading(copies.rows(version), reading);
  }

  /** What is read from a store without SQL. */
  static <T> T reading(CopiedRows rows, Reading<T> reading) {
    try {
      return reading.read(rows);
    } catch (SQLException e) {
      throw new IllegalStateException("what reads from a store without SQL fails in SQL", e);
    }
  }

  @Override
  public void close() {
    // The client's threads end with it.
  }
}
