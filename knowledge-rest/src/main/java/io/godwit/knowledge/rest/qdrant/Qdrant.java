package io.godwit.knowledge.rest.qdrant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.build.SpaceForm;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.rest.http.Reply;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.http.RestClient.Request;
import io.godwit.knowledge.rest.store.ApproximateSearch;
import io.godwit.knowledge.rest.store.IndexOptions;
import io.godwit.knowledge.rest.store.Move;
import io.godwit.knowledge.rest.store.Point;
import io.godwit.knowledge.rest.store.Row;
import io.godwit.knowledge.rest.store.VectorStore;
import io.godwit.knowledge.store.Versions.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Qdrant by its REST interface, as its OpenAPI description of version 1.10 and later has it.
 * Vectors have the name {@value #VECTOR}, so that a document may have none, and are compared by
 * their dot product, which of vectors of length 1 is the cosine: under {@code Cosine} Qdrant would
 * store other numbers than it is given.
 */
final class Qdrant implements VectorStore {

  /** The name under which a search finds the vectors. */
  static final String VECTOR = "text";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String WRITE = "?wait=true&ordering=strong";

  private final RestClient client;
  private final IndexOptions index;

  Qdrant(RestClient client, IndexOptions index) {
    this.client = client;
    this.index = index;
  }

  private static String collection(String name) {
    return "/collections/" + name;
  }

  @Override
  public Map<String, String> facts() {
    JsonNode root = demand(client.send(Request.get("/"))).body();
    return Map.of(
        "store", client.shown(),
        "version", root.path("version").asText("unknown"),
        "collections", Integer.toString(names().size()));
  }

  @Override
  public Optional<String> objection(String collection, Binding binding) {
    return SpaceForm.of(binding.embedderJson()).normalised()
        ? Optional.empty()
        : Optional.of(
            "The vectors of collection "
                + collection
                + " are not of length 1, and Qdrant would store others in their place or rank them"
                + " by other than the cosine; embed with normalised: true first");
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    result(client.send(Request.get("/collections")))
        .path("collections")
        .forEach(each -> names.add(each.path("name").asText()));
    return names;
  }

  @Override
  public Map<String, String> aliases() {
    Map<String, String> aliases = new TreeMap<>();
    result(client.send(Request.get("/aliases")))
        .path("aliases")
        .forEach(
            each ->
                aliases.put(
                    each.path("alias_name").asText(), each.path("collection_name").asText()));
    return aliases;
  }

  @Override
  public void create(String name, int dimension) {
    if (!names().contains(name)) {
      ObjectNode body = JSON.objectNode();
      ObjectNode vectors = body.putObject("vectors").putObject(VECTOR);
      vectors.put("size", dimension).put("distance", "Dot");
      index.describe(vectors.putObject("hnsw_config"), "ef_construct");
      try {
        result(client.send(Request.json("PUT", collection(name), body)));
      } catch (GodwitException e) {
        // The first of two requests may have made it, and its answer been lost.
        if (!names().contains(name)) {
          throw e;
        }
      }
    }
    index(name, "kind", "keyword");
    index(name, "at", "integer");
    index(name, "path", "keyword");
  }

  private void index(String name, String field, String schema) {
    ObjectNode body = JSON.objectNode().put("field_name", field).put("field_schema", schema);
    result(client.send(Request.json("PUT", collection(name) + "/index" + WRITE, body)));
  }

  @Override
  public void put(String name, List<Point> points) {
    ObjectNode body = JSON.objectNode();
    ArrayNode all = body.putArray("points");
    for (Point point : points) {
      ObjectNode one = all.addObject().put("id", point.id().toString());
      ObjectNode vector = one.putObject("vector");
      if (point.vector().length > 0) {
        Point.numbers(point.vector(), vector.putArray(VECTOR));
      }
      one.set("payload", point.payload());
    }
    result(client.send(Request.json("PUT", collection(name) + "/points" + WRITE, body)));
  }

  @Override
  public Optional<Row> get(String name, Point.Kind kind, long at) {
    Reply reply = client.send(Request.get(collection(name) + "/points/" + Point.id(kind, at)));
    return reply.absent()
        ? Optional.empty()
        : Optional.of(result(reply)).filter(point -> point.has("payload")).map(Qdrant::row);
  }

  @Override
  public List<Row> rows(String name, Point.Kind kind, long from, long to) {
    ObjectNode filter = JSON.objectNode();
    ArrayNode must = filter.putArray("must");
    match(must, "kind", kind.word());
    must.addObject().put("key", "at").putObject("range").put("gte", from).put("lt", to);
    return scroll(name, filter, Math.toIntExact(to - from));
  }

  @Override
  public Optional<Row> document(String name, String path) {
    ObjectNode filter = JSON.objectNode();
    ArrayNode must = filter.putArray("must");
    match(must, "kind", Point.Kind.DOCUMENT.word());
    match(must, "path", path);
    return scroll(name, filter, 1).stream().findFirst();
  }

  private static void match(ArrayNode must, String key, String value) {
    must.addObject().put("key", key).putObject("match").put("value", value);
  }

  private List<Row> scroll(String name, ObjectNode filter, int limit) {
    ObjectNode body = JSON.objectNode();
    body.set("filter", filter);
    return points(name, "scroll", body, limit);
  }

  @Override
  public Optional<ApproximateSearch> approximate() {
    return Optional.of(new ApproximateSearch(index.minRecallAt10(), this::nearest));
  }

  private List<Row> nearest(String name, float[] query, int most) {
    ObjectNode body = JSON.objectNode().put("using", VECTOR);
    Point.numbers(query, body.putArray("query"));
    index.efSearch().ifPresent(ef -> body.putObject("params").put("hnsw_ef", ef));
    return points(name, "query", body, most);
  }

  private List<Row> points(String name, String how, ObjectNode body, int limit) {
    body.put("limit", limit).put("with_payload", true).put("with_vector", true);
    List<Row> rows = new ArrayList<>();
    result(client.send(Request.json("POST", collection(name) + "/points/" + how, body)))
        .path("points")
        .forEach(point -> rows.add(row(point)));
    return rows;
  }

  private static Row row(JsonNode point) {
    return new Row(point.path("payload"), Row.vector(point.path("vector").path(VECTOR)));
  }

  @Override
  public long count(String name) {
    ObjectNode body = JSON.objectNode().put("exact", true);
    return result(client.send(Request.json("POST", collection(name) + "/points/count", body)))
        .path("count")
        .asLong(-1);
  }

  /** Green or grey: what is still to be optimised, Qdrant does with the next write. */
  @Override
  public boolean ready(String name) {
    String status = result(client.send(Request.get(collection(name)))).path("status").asText();
    if (status.equals("red")) {
      throw new GodwitException(
          RestError.STORE_UNAVAILABLE,
          client.shown() + " says that collection " + name + " is red; look at the store's log");
    }
    return !status.equals("yellow");
  }

  @Override
  public void mark(String name, String alias) {
    ObjectNode body = JSON.objectNode();
    create(body.putArray("actions"), name, alias);
    result(client.send(aliases(body)));
  }

  @Override
  public void unmark(String name, String alias) {
    ObjectNode body = JSON.objectNode();
    delete(body.putArray("actions"), alias);
    result(client.send(aliases(body)));
  }

  /** Qdrant goes through the actions in their order, and ends with the first that it refuses. */
  @Override
  public boolean swap(Move move) {
    ObjectNode body = JSON.objectNode();
    ArrayNode actions = body.putArray("actions");
    actions
        .addObject()
        .putObject("rename_alias")
        .put("old_alias_name", move.marks().before().on(move.marks().version()))
        .put("new_alias_name", move.marks().after().on(move.marks().version()));
    if (move.from().isPresent()) {
      delete(actions, move.alias());
    }
    move.to().ifPresent(name -> create(actions, name, move.alias()));
    Reply reply = client.send(aliases(body).once());
    return !reply.absent() && !result(reply).isNull();
  }

  private static Request aliases(ObjectNode body) {
    return Request.json("POST", "/collections/aliases", body);
  }

  private static void delete(ArrayNode actions, String alias) {
    actions.addObject().putObject("delete_alias").put("alias_name", alias);
  }

  private static void create(ArrayNode actions, String name, String alias) {
    actions
        .addObject()
        .putObject("create_alias")
        .put("collection_name", name)
        .put("alias_name", alias);
  }

  @Override
  public void drop(String name) {
    Reply reply = client.send(Request.delete(collection(name)));
    if (!reply.absent()) {
      result(reply);
    }
  }

  private Reply demand(Reply reply) {
    return client.demandKnown(reply, reply.body().path("status").path("error"), "Qdrant");
  }

  private JsonNode result(Reply reply) {
    JsonNode result = demand(reply).body().path("result");
    if (result.isMissingNode()) {
      throw new GodwitException(
          RestError.STORE_ANSWER,
          client.shown() + " gave an answer without a result; is url that of Qdrant?");
    }
    return result;
  }
}
