package io.godwit.knowledge.rest.store;

import io.godwit.knowledge.store.Versions.Binding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store that keeps points with vectors in collections, and lets readers find a collection under
 * an alias that moves at once. It has no transactions and can check no token: whatever is asked of
 * it is asked so that asking again does no harm, and is looked at where an answer was lost.
 *
 * <p>Every method ends in the codes of {@link io.godwit.knowledge.rest.http.RestClient#send}.
 */
public interface VectorStore {

  /** What a person may want to know: product and version. */
  Map<String, String> facts();

  /** Its search by an index; empty where vectors have none and nothing can be missed. */
  Optional<ApproximateSearch> approximate();

  /** Why it cannot hold a collection of this name and form; empty if it can. */
  Optional<String> objection(String collection, Binding binding);

  /** The collections that are there. */
  Set<String> names();

  /** By alias, the collection that readers find under it. */
  Map<String, String> aliases();

  /** Makes a collection, unless it is there. */
  void create(String name, int dimension);

  /** Stores points; those that are there under their ids are replaced. */
  void put(String name, List<Point> points);

  /** The one point of this kind and place. */
  Optional<Row> get(String name, Point.Kind kind, long at);

  /** The points of a kind whose places are from one up to, and without, another; in any order. */
  List<Row> rows(String name, Point.Kind kind, long from, long to);

  /** The document of this path. */
  Optional<Row> document(String name, String path);

  /** How many points a collection has. */
  long count(String name);

  /** Whether everything that was stored can be found, and its index is built; asks for it. */
  boolean ready(String name);

  /** Gives a collection an alias. */
  void mark(String name, String alias);

  /** Takes an alias of a collection away, if it is there. */
  void unmark(String name, String alias);

  /** Moves an alias, in one request; tells whether the mark was there. Else nothing is done. */
  boolean swap(Move move);

  /** Removes a collection, if it is there. */
  void drop(String name);
}
