package io.godwit.knowledge.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that embeds over HTTP, and misbehaves as a test asks it to. */
final class EmbeddingServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answers a call. */
  interface Behaviour {
    void answer(HttpExchange call, List<String> texts) throws IOException;
  }

  final List<String> paid = Collections.synchronizedList(new ArrayList<>());
  final List<String> headers = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Behaviour> next = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final int dimension;

  EmbeddingServer(int dimension) {
    this.dimension = dimension;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/embeddings", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/v1";
  }

  /** The next call is answered in this way, those after it well again. */
  synchronized EmbeddingServer then(Behaviour behaviour) {
    next.add(behaviour);
    return this;
  }

  synchronized EmbeddingServer then(int status, String body, String... header) {
    return then(
        (call, texts) -> {
          for (int i = 0; i < header.length; i += 2) {
            call.getResponseHeaders().set(header[i], header[i + 1]);
          }
          send(call, status, body);
        });
  }

  private synchronized Behaviour behaviour() {
    return next.isEmpty() ? this::well : next.remove();
  }

  private void handle(HttpExchange call) throws IOException {
    try (call) {
      headers.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
      List<String> texts = new ArrayList<>();
      for (JsonNode text : JSON.readTree(call.getRequestBody()).path("input")) {
        texts.add(text.asText());
      }
      behaviour().answer(call, texts);
    }
  }

  void well(HttpExchange call, List<String> texts) throws IOException {
    paid.addAll(texts);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(row(i, vector(texts.get(i))));
    }
    Collections.reverse(rows); // the index counts, not the order
    send(call, 200, body(rows));
  }

  String vector(String text) {
    Random random = new Random(text.hashCode());
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < dimension; i++) {
      numbers.add(Float.toString((float) random.nextGaussian()));
    }
    return "[" + String.join(",", numbers) + "]";
  }

  static String row(int index, String vector) {
    return "{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":" + vector + "}";
  }

  static String body(List<String> rows) {
    return "{\"object\":\"list\",\"data\":["
        + String.join(",", rows)
        + "],\"usage\":{\"total_tokens\":7}}";
  }

  static void send(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      call.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
