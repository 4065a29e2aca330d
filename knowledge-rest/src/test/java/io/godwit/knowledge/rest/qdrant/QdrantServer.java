package io.godwit.knowledge.rest.qdrant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of Qdrant's REST interface as a copy uses, in memory, written from its OpenAPI
 * description. Numbers of vectors are 32 bits wide, as there; what is asked for wrongly is refused.
 */
final class QdrantServer implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, ObjectNode>> collections = new TreeMap<>();
  private final Map<String, Integer> sizes = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpServer server;
  private final String key;
  private boolean searchesWell = true;
  private JsonNode hnsw = JSON.createObjectNode();
  private JsonNode lastQuery = JSON.createObjectNode();

  QdrantServer(String key) throws IOException {
    this.key = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  synchronized Map<String, ObjectNode> points(String name) {
    return collections.getOrDefault(aliases.getOrDefault(name, name), Map.of());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, String why) {
      super(why);
      this.status = status;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    int status = 200;
    try (exchange) {
      try {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonNode body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        if (!key.equals(exchange.getRequestHeaders().getFirst("api-key"))) {
          throw new Refusal(401, "Must provide an API key; was given " + key);
        }
        answer(exchange, body, answer);
        answer.put("status", "ok").put("time", 0.001);
      } catch (Refusal e) {
        status = e.status;
        answer.putObject("status").put("error", e.getMessage());
      }
      byte[] out = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, out.length);
      exchange.getResponseBody().write(out);
    }
  }

  private synchronized void answer(HttpExchange exchange, JsonNode body, ObjectNode answer) {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String[] parts = path.substring(1).split("/", -1);
    switch (method + " " + path.replaceAll("(/collections/)[^/]+--[^/]+", "$1*")) {
      case "GET /" -> answer.put("title", "qdrant").put("version", "1.15.0");
      case "GET /collections" -> {
        ArrayNode all = answer.putObject("result").putArray("collections");
        collections.keySet().forEach(name -> all.addObject().put("name", name));
      }
      case "GET /aliases" -> {
        ArrayNode all = answer.putObject("result").putArray("aliases");
        aliases.forEach(
            (alias, name) -> all.addObject().put("alias_name", alias).put("collection_name", name));
      }
      case "POST /collections/aliases" -> {
        alias(body);
        answer.put("result", true);
      }
      case "PUT /collections/*" -> {
        if (collections.containsKey(parts[1])) {
          throw new Refusal(409, "Collection `" + parts[1] + "` already exists!");
        }
        boolean named = body.path("vectors").path("text").path("distance").asText().equals("Dot");
        if (!named || body.path("vectors").path("text").path("size").asInt() < 1) {
          throw new Refusal(400, "Format error in JSON body");
        }
        hnsw = body.path("vectors").path("text").path("hnsw_config");
        sizes.put(parts[1], body.path("vectors").path("text").path("size").asInt());
        collections.put(parts[1], new TreeMap<>());
        answer.put("result", true);
      }
      case "DELETE /collections/*" -> {
        answer.put("result", collections.remove(parts[1]) != null);
        aliases.values().remove(parts[1]);
      }
      case "GET /collections/*" -> {
        demand(parts[1]);
        answer.putObject("result").put("status", "green");
      }
      case "PUT /collections/*/index" -> {
        demand(parts[1]);
        answer.putObject("result").put("status", "completed");
      }
      case "PUT /collections/*/points" -> {
        body.path("points").forEach(point -> upsert(parts[1], point));
        answer.putObject("result").put("status", "completed");
      }
      case "POST /collections/*/points/count" ->
          answer.putObject("result").put("count", demand(parts[1]).size());
      case "POST /collections/*/points/query" -> query(parts[1], body, answer);
      case "POST /collections/*/points/scroll" -> scroll(demand(parts[1]), body, answer);
      default -> {
        ObjectNode point =
            parts.length == 4 && method.equals("GET") ? demand(parts[1]).get(parts[3]) : null;
        if (point == null) {
          throw new Refusal(404, "Not found: " + method + " " + path);
        }
        answer.set("result", point);
      }
    }
  }

  private Map<String, ObjectNode> demand(String name) {
    Map<String, ObjectNode> points = collections.get(name);
    if (points == null) {
      throw new Refusal(404, "Not found: Collection `" + name + "` doesn't exist!");
    }
    return points;
  }

  private void alias(JsonNode body) {
    for (JsonNode action : body.path("actions")) {
      JsonNode create = action.path("create_alias");
      JsonNode rename = action.path("rename_alias");
      if (rename.isObject()) {
        String old = rename.path("old_alias_name").asText();
        String shown = aliases.remove(old);
        if (shown == null) {
          throw new Refusal(404, "Not found: Alias " + old + " does not exists!");
        }
        aliases.put(rename.path("new_alias_name").asText(), shown);
      } else if (create.isMissingNode()) {
        aliases.remove(action.path("delete_alias").path("alias_name").asText());
      } else {
        demand(create.path("collection_name").asText());
        aliases.put(create.path("alias_name").asText(), create.path("collection_name").asText());
      }
    }
  }

  private void upsert(String name, JsonNode point) {
    ObjectNode stored = JSON.createObjectNode();
    String id = UUID.fromString(point.path("id").asText()).toString();
    stored.put("id", id);
    stored.set("payload", point.path("payload"));
    ObjectNode vectors = stored.putObject("vector");
    if (point.path("vector").has("text")) {
      ArrayNode numbers = vectors.putArray("text");
      point.path("vector").path("text").forEach(number -> numbers.add(number.floatValue()));
      int size = sizes.getOrDefault(name, 0);
      if (numbers.size() != size) {
        throw new Refusal(
            400, "Vector dimension error: expected dim: " + size + ", got " + numbers.size());
      }
    }
    demand(name).put(id, stored);
  }

  /** By the vectors of one name; those that are not searched well find what is farthest. */
  private void query(String name, JsonNode body, ObjectNode answer) {
    JsonNode query = body.path("query");
    int size = sizes.getOrDefault(name, 0);
    if (!body.path("using").asText().equals("text") || query.size() != size) {
      throw new Refusal(400, "Vector dimension error: expected dim: " + size);
    }
    List<ObjectNode> hits = new ArrayList<>();
    for (ObjectNode point : demand(name).values()) {
      JsonNode vector = point.path("vector").path("text");
      if (vector.size() == size) {
        double score = 0;
        for (int i = 0; i < size; i++) {
          score += vector.path(i).doubleValue() * query.path(i).doubleValue();
        }
        hits.add(point.deepCopy().put("score", searchesWell ? score : -score));
      }
    }
    hits.sort(Comparator.comparingDouble(hit -> -hit.path("score").doubleValue()));
    ArrayNode points = answer.putObject("result").putArray("points");
    hits.stream().limit(body.path("limit").asInt(10)).forEach(points::add);
    lastQuery = body.deepCopy();
  }

  /** Searches as a graph would that was built too thin. */
  synchronized void searchesBadly() {
    searchesWell = false;
  }

  /** How the last collection was to be indexed. */
  synchronized JsonNode hnsw() {
    return hnsw;
  }

  /** What was asked last. */
  synchronized JsonNode lastQuery() {
    return lastQuery;
  }

  private static void scroll(Map<String, ObjectNode> points, JsonNode body, ObjectNode answer) {
    ObjectNode result = answer.putObject("result");
    ArrayNode found = result.putArray("points");
    int limit = body.path("limit").asInt(10);
    for (ObjectNode point : points.values()) {
      if (found.size() < limit && fits(point.path("payload"), body.path("filter").path("must"))) {
        found.add(point);
      }
    }
  }

  private static boolean fits(JsonNode payload, JsonNode must) {
    for (JsonNode condition : must) {
      JsonNode value = payload.path(condition.path("key").asText());
      JsonNode range = condition.path("range");
      boolean in =
          range.isMissingNode()
              ? value.equals(condition.path("match").path("value"))
              : value.asLong() >= range.path("gte").asLong()
                  && value.asLong() < range.path("lt").asLong();
      if (!in) {
        return false;
      }
    }
    return true;
  }
}
