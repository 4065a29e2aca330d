package io.godwit.knowledge.rest.opensearch;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * OpenSearch by its REST interface. What is stored is kept as it was sent ({@code _source}), so
 * numbers come back as they were; they are searched by their inner product, which of vectors of
 * length 1 is the cosine.
 */
final class OpenSearch implements VectorStore {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String VECTOR = "vector";
  private static final int MOST_DIMENSIONS = 16_000;

  private final RestClient client;
  private final Optional<IndexOptions> index;

  /** Where there are no options, vectors are kept without an index. */
  OpenSearch(RestClient client, Optional<IndexOptions> index) {
    this.client = client;
    this.index = index;
  }

  @Override
  public Map<String, String> facts() {
    JsonNode root = demand(client.send(Request.get("/"))).body();
    return Map.of(
        "store", client.shown(),
        "version", root.path("version").path("number").asText("unknown"),
        "indexes", Integer.toString(names().size()));
  }

  @Override
  public Optional<String> objection(String collection, Binding binding) {
    if (!SpaceForm.of(binding.embedderJson()).normalised()) {
      return Optional.of(
          "The vectors of collection "
              + collection
              + " are not of length 1, so that their inner product is not the cosine; embed with"
              + " normalised: true first");
    }
    if (binding.dimension() > MOST_DIMENSIONS) {
      return Optional.of(
          "OpenSearch holds vectors of "
              + MOST_DIMENSIONS
              + " numbers, those of collection "
              + collection
              + " have "
              + binding.dimension());
    }
    return collection.equals(collection.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(
            "OpenSearch has no index with capital letters in its name; copy collection "
                + collection
                + " under another name");
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    aliasesByIndex().fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public Map<String, String> aliases() {
    Map<String, String> aliases = new TreeMap<>();
    aliasesByIndex()
        .properties()
        .forEach(
            index ->
                index
                    .getValue()
                    .path("aliases")
                    .fieldNames()
                    .forEachRemaining(alias -> aliases.put(alias, index.getKey())));
    return aliases;
  }

  private JsonNode aliasesByIndex() {
    return demand(client.send(Request.get("/_alias"))).body();
  }

  @Override
  public void create(String name, int dimension) {
    if (names().contains(name)) {
      return;
    }
    ObjectNode body = JSON.objectNode();
    ObjectNode settings = body.putObject("settings").putObject("index");
    index.ifPresent(options -> settings.put("knn", true));
    ObjectNode mappings = body.putObject("mappings");
    mappings.put("dynamic", false);
    ObjectNode fields = mappings.putObject("properties");
    fields.putObject("kind").put("type", "keyword");
    fields.putObject("at").put("type", "long");
    fields.putObject("path").put("type", "keyword");
    fields.putObject("embedder_fingerprint").put("type", "keyword");
    fields.putObject("heading").put("type", "text");
    fields.putObject("text").put("type", "text");
    fields.putObject("about").put("type", "flat_object");
    index.ifPresent(options -> vector(fields.putObject(VECTOR), dimension, options));
    try {
      demand(client.send(Request.json("PUT", "/" + name, body)));
    } catch (GodwitException e) {
      // The first of two requests may have made it, and its answer been lost.
      if (!names().contains(name)) {
        throw e;
      }
    }
  }

  private static void vector(ObjectNode field, int dimension, IndexOptions options) {
    field.put("type", "knn_vector").put("dimension", dimension);
    ObjectNode method = field.putObject("method");
    method.put("name", "hnsw").put("engine", "faiss").put("space_type", "innerproduct");
    ObjectNode graph = method.putObject("parameters");
    options.describe(graph, "ef_construction");
    // Of the index, not of the query that measures it: readers then get what was measured.
    options.efSearch().ifPresent(ef -> graph.put("ef_search", ef));
  }

  @Override
  public void put(String name, List<Point> points) {
    StringBuilder lines = new StringBuilder();
    for (Point point : points) {
      ObjectNode action = JSON.objectNode();
      action.putObject("index").put("_id", point.id().toString());
      ObjectNode source = point.payload().deepCopy();
      if (point.vector().length > 0) {
        Point.numbers(point.vector(), source.putArray(VECTOR));
      }
      lines.append(action).append('\n').append(source).append('\n');
    }
    Request request =
        new Request(
            "POST",
            "/" + name + "/_bulk?require_alias=false",
            "application/x-ndjson",
            lines.toString().getBytes(StandardCharsets.UTF_8),
            true);
    demandStored(demand(client.send(request)).body());
  }

  /** Each row has an answer of its own; one that the store was too busy for may be sent again. */
  private void demandStored(JsonNode answer) {
    for (JsonNode item : answer.path("items")) {
      int status = item.path("index").path("status").asInt(500);
      if (status >= 300) {
        throw new GodwitException(
            status == 429 || status == 503 ? RestError.STORE_BUSY : RestError.STORE_REFUSED,
            client.shown()
                + " has not stored a row ("
                + status
                + ": "
                + item.path("index").path("error").path("reason").asText("no reason given")
                + "); look at the store's log");
      }
    }
    if (!answer.path("errors").isBoolean() || answer.path("errors").booleanValue()) {
      throw new GodwitException(
          RestError.STORE_ANSWER,
          client.shown() + " does not say that it has stored all rows; is url that of OpenSearch?");
    }
  }

  @Override
  public Optional<Row> get(String name, Point.Kind kind, long at) {
    Reply reply = client.send(Request.get("/" + name + "/_doc/" + Point.id(kind, at)));
    return reply.absent() ? Optional.empty() : Optional.of(row(reply.body()));
  }

  @Override
  public List<Row> rows(String name, Point.Kind kind, long from, long to) {
    ObjectNode body = JSON.objectNode().put("size", Math.toIntExact(to - from));
    ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
    term(filter, "kind", kind.word());
    filter.addObject().putObject("range").putObject("at").put("gte", from).put("lt", to);
    return search(name, body);
  }

  @Override
  public Optional<Row> document(String name, String path) {
    ObjectNode body = JSON.objectNode().put("size", 1);
    ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
    term(filter, "kind", Point.Kind.DOCUMENT.word());
    term(filter, "path", path);
    return search(name, body).stream().findFirst();
  }

  private static void term(ArrayNode filter, String field, String value) {
    filter.addObject().putObject("term").put(field, value);
  }

  @Override
  public Optional<ApproximateSearch> approximate() {
    return index.map(options -> new ApproximateSearch(options.minRecallAt10(), this::nearest));
  }

  private List<Row> nearest(String name, float[] query, int most) {
    ObjectNode body = JSON.objectNode().put("size", most);
    ObjectNode vector = body.putObject("query").putObject("knn").putObject(VECTOR);
    Point.numbers(query, vector.putArray("vector"));
    vector.put("k", most);
    return search(name, body);
  }

  private List<Row> search(String name, ObjectNode body) {
    JsonNode answer =
        demand(client.send(Request.json("POST", "/" + name + "/_search", body))).body();
    if (answer.path("timed_out").asBoolean() || answer.path("_shards").path("failed").asInt() > 0) {
      throw new GodwitException(
          RestError.STORE_UNAVAILABLE,
          client.shown() + " has searched a part of " + name + " only; look at its shards");
    }
    List<Row> rows = new ArrayList<>();
    answer.path("hits").path("hits").forEach(hit -> rows.add(row(hit)));
    return rows;
  }

  private static Row row(JsonNode hit) {
    JsonNode source = hit.path("_source");
    return new Row(source, Row.vector(source.path(VECTOR)));
  }

  @Override
  public long count(String name) {
    return demand(client.send(Request.get("/" + name + "/_count"))).body().path("count").asLong(-1);
  }

  /** A search finds what was stored before a refresh. */
  @Override
  public boolean ready(String name) {
    demand(client.send(Request.json("POST", "/" + name + "/_refresh", JSON.objectNode())));
    String status =
        demand(client.send(Request.get("/_cluster/health/" + name))).body().path("status").asText();
    return status.equals("green") || status.equals("yellow");
  }

  @Override
  public void mark(String name, String alias) {
    ObjectNode body = JSON.objectNode();
    add(body.putArray("actions"), name, alias);
    demand(client.send(aliases(body)));
  }

  @Override
  public void unmark(String name, String alias) {
    ObjectNode body = JSON.objectNode();
    remove(body.putArray("actions"), name, alias);
    // One that is not there is not found, and that is well.
    Reply unused = client.send(aliases(body));
  }

  /** Where an alias is not what it is said to be, OpenSearch refuses all of it. */
  @Override
  public boolean swap(Move move) {
    ObjectNode body = JSON.objectNode();
    ArrayNode actions = body.putArray("actions");
    String version = move.marks().version();
    remove(actions, version, move.marks().before().on(version));
    add(actions, version, move.marks().after().on(version));
    move.from().ifPresent(index -> remove(actions, index, move.alias()));
    move.to().ifPresent(index -> add(actions, index, move.alias()));
    return !client.send(aliases(body).once()).absent();
  }

  private static Request aliases(ObjectNode body) {
    return Request.json("POST", "/_aliases", body);
  }

  private static void add(ArrayNode actions, String index, String alias) {
    actions.addObject().putObject("add").put("index", index).put("alias", alias);
  }

  private static void remove(ArrayNode actions, String index, String alias) {
    actions
        .addObject()
        .putObject("remove")
        .put("index", index)
        .put("alias", alias)
        .put("must_exist", true);
  }

  @Override
  public void drop(String name) {
    Reply unused = client.send(Request.delete("/" + name));
  }

  private Reply demand(Reply reply) {
    return client.demandKnown(reply, reply.body().path("error").path("reason"), "OpenSearch");
  }
}
