package io.godwit.knowledge.parquet;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.target.Health;
import io.godwit.api.target.Target;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.Seen;
import io.godwit.knowledge.exchange.VersionRows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder of Parquet files as a source of knowledge. The rows of such files stand in any order, so
 * a collection is laid out in a temporary database of its own before it is read, and checked on the
 * way; that is dropped when the target is closed.
 */
public final class ParquetTarget implements Target, CollectionSource {

  private final Path folder;
  private final String textColumn;
  private final Map<String, Spool> spools = new HashMap<>();

  ParquetTarget(Path folder, String textColumn) {
    this.folder = folder;
    this.textColumn = textColumn;
  }

  @Override
  public Health health() {
    try {
      return Health.good(
          Map.of("collections", Integer.toString(VdfMeta.read(folder).indexes().size())));
    } catch (GodwitException e) {
      return new Health(e.faults(), Map.of());
    }
  }

  /** The digest of the files behind each collection. */
  @Override
  public Map<String, String> holdings() {
    Map<String, String> holdings = new TreeMap<>();
    VdfMeta.read(folder)
        .indexes()
        .forEach((name, index) -> holdings.put(name, index.digest().toString()));
    return holdings;
  }

  @Override
  public Optional<Seen> seen(String collection) {
    return index(collection)
        .map(
            index -> {
              Spool spool = spool(collection, index);
              return new Seen(
                  index.digest().toString(), index.binding(), spool.documents(), spool.chunks());
            });
  }

  @Override
  public String latest(String collection, RunId run) {
    return index(collection).orElseThrow(() -> Bases.none(collection)).digest().toString();
  }

  private Optional<VdfMeta.Index> index(String collection) {
    return Optional.ofNullable(VdfMeta.read(folder).indexes().get(collection));
  }

  private synchronized Spool spool(String collection, VdfMeta.Index index) {
    Spool spool = spools.get(collection);
    if (spool == null || !spool.index().digest().equals(index.digest())) {
      if (spool != null) {
        spool.close();
      }
      spool = Spool.of(collection, index, textColumn);
      spools.put(collection, spool);
    }
    return spool;
  }

  private synchronized Optional<Spool> spooled(String collection, String version) {
    return Optional.ofNullable(spools.get(collection))
        .filter(spool -> spool.index().digest().toString().equals(version));
  }

  @Override
  public <T> T read(String collection, String version, Reading<T> reading) {
    Spool spool =
        spooled(collection, version)
            .orElseGet(
                () ->
                    spool(
                        collection,
                        index(collection)
                            .filter(found -> found.digest().toString().equals(version))
                            .orElseThrow(() -> changed(collection))));
    return spool.read(rows -> reading(reading, rows));
  }

  private static <T> T reading(Reading<T> reading, VersionRows rows) throws SQLException {
    return reading.read(rows);
  }

  private GodwitException changed(String collection) {
    return new GodwitException(
        ParquetError.PARQUET_CHANGED,
        "The Parquet files of collection "
            + collection
            + " in "
            + folder
            + " are not those that the run began with; take the run back and plan again, or put"
            + " the files back and resume");
  }

  @Override
  public synchronized void close() {
    spools.values().forEach(Spool::close);
    spools.clear();
  }
}
