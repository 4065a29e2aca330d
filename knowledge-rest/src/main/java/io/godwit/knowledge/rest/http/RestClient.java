package io.godwit.knowledge.rest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.rest.RestError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a store. One that may be repeated is, a few times, when the store is busy,
 * fails or breaks off; any other way of ending is the caller's to judge. Nothing that an answer
 * says is believed but that it is JSON of a bounded length.
 */
public final class RestClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int MOST_TRIES = 4;
  private static final int MOST_BYTES = 128 << 20;
  private static final int SHOWN = 300;
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private final Address address;
  private final Wait wait;
  private final HttpClient client;

  /** To this store, waiting in this way. */
  public RestClient(Address address, Wait wait) {
    this.address = address;
    this.wait = wait;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(address.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * What is asked for.
   *
   * @param method the method of HTTP
   * @param path where, with its query
   * @param type what kind of text the body is
   * @param body the body; empty for none
   * @param repeatable whether asking twice does no more than asking once
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Request(String method, String path, String type, byte[] body, boolean repeatable) {

    /** To read something. */
    public static Request get(String path) {
      return new Request("GET", path, "application/json", new byte[0], true);
    }

    /** To remove something. */
    public static Request delete(String path) {
      return new Request("DELETE", path, "application/json", new byte[0], true);
    }

    /** With JSON, which may be repeated. */
    public static Request json(String method, String path, JsonNode body) {
      byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
      return new Request(method, path, "application/json", bytes, true);
    }

    /** The same, not to be repeated. */
    public Request once() {
      return new Request(method, path, type, body, false);
    }
  }

  /** What messages call the store. */
  public String shown() {
    return address.toString();
  }

  /**
   * Asks, and gives the answer if it says that all is well or that a thing is not there.
   *
   * @throws GodwitException {@link RestError#STORE_REFUSED}, {@link RestError#STORE_BUSY}, {@link
   *     RestError#STORE_UNAVAILABLE}, {@link RestError#STORE_ANSWER}, or {@link
   *     RestError#ANSWER_LOST} if it is not known whether it was done
   */
  public Reply send(Request request) {
    try {
      Duration pause = FIRST_WAIT;
      for (int attempt = 1; request.repeatable() && attempt < MOST_TRIES; attempt++) {
        Outcome outcome = attempt(request);
        if (!outcome.passing()) {
          return outcome.get();
        }
        wait.pass(outcome.after(pause));
        pause = pause.multipliedBy(3);
      }
      return attempt(request).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GodwitException(
          RestError.ANSWER_LOST, shown() + " was not waited for any longer", e);
    }
  }

  /**
   * An answer to a question about what has to be there.
   *
   * @param why where the store says what it misses
   * @param product what the store is said to be
   * @throws GodwitException {@link RestError#STORE_REFUSED} if it is not there
   */
  public Reply demandKnown(Reply reply, JsonNode why, String product) {
    if (reply.absent()) {
      throw new GodwitException(
          RestError.STORE_REFUSED,
          shown()
              + " does not know what it was asked for: "
              + why.asText("it says nothing more")
              + "; was it removed, or is url not that of "
              + product
              + "?");
    }
    return reply;
  }

  /** How a request ended: an answer, or a fault that may pass. */
  private record Outcome(
      @Nullable Reply reply, @Nullable GodwitException fault, boolean passing, Duration asked) {

    Reply get() {
      if (fault != null) {
        throw fault;
      }
      return reply == null ? new Reply(0, MissingNode.getInstance()) : reply;
    }

    /** As long as the store has asked for, within reason. */
    Duration after(Duration usual) {
      Duration pause = asked.isZero() ? usual : asked;
      return pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
    }
  }

  private static Outcome failed(GodwitException fault, boolean passing) {
    return new Outcome(null, fault, passing, Duration.ZERO);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Raw(HttpResponse<InputStream> head, byte[] body) {}

  private Outcome attempt(Request request) throws InterruptedException {
    Future<Raw> answer =
        client
            .sendAsync(http(request), HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(RestClient::read);
    try {
      return judge(request, answer.get(address.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return lost(request, "did not answer within " + address.timeout().toSeconds() + " s", e);
    } catch (ExecutionException e) {
      return e.getCause() instanceof ConnectException
          ? failed(
              new GodwitException(
                  RestError.STORE_UNAVAILABLE, shown() + " cannot be reached; is it running?", e),
              true)
          : lost(request, "broke off its answer", e);
    }
  }

  private Outcome lost(Request request, String what, Exception cause) {
    return failed(
        new GodwitException(
            RestError.ANSWER_LOST,
            shown() + " " + what + " to " + asked(request) + "; look at the store",
            cause),
        true);
  }

  private HttpRequest http(Request request) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(address.uri(request.path())).timeout(address.timeout());
    address.headers().forEach(http::header);
    if (request.body().length == 0) {
      http.method(request.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      http.header("Content-Type", request.type())
          .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    }
    return http.build();
  }

  private static Raw read(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      return new Raw(response, in.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome judge(Request request, Raw raw) {
    int status = raw.head().statusCode();
    if ((status >= 200 && status < 300) || status == 404) {
      return answered(request, status, raw.body());
    }
    String said = shown() + " answered " + status + " to " + asked(request) + excerpt(raw.body());
    if (BUSY.contains(status)) {
      Duration asked =
          raw.head()
              .headers()
              .firstValue("retry-after")
              .filter(text -> text.matches("\\d{1,6}"))
              .map(text -> Duration.ofSeconds(Long.parseLong(text)))
              .orElse(Duration.ZERO);
      return new Outcome(
          null,
          new GodwitException(RestError.STORE_BUSY, said + "; give it time, or more of a machine"),
          true,
          asked);
    }
    if (status >= 500 || status == 408) {
      // It may have done a part of it.
      return failed(
          new GodwitException(RestError.ANSWER_LOST, said + "; look at the store's log"), true);
    }
    return failed(
        new GodwitException(
            RestError.STORE_REFUSED, said + "; look at the target's url, key and settings"),
        false);
  }

  private Outcome answered(Request request, int status, byte[] body) {
    try {
      JsonNode json = body.length == 0 ? MissingNode.getInstance() : tree(body);
      return new Outcome(new Reply(status, json), null, false, Duration.ZERO);
    } catch (JsonProcessingException e) {
      return failed(answer(request, "is no JSON, or has more than 128 MiB", e), false);
    } catch (IOException e) {
      return failed(answer(request, "cannot be read", e), false);
    }
  }

  private static JsonNode tree(byte[] body) throws IOException {
    try (JsonParser parser = new FloatParser(JSON.createParser(body))) {
      JsonNode tree = JSON.readTree(parser);
      return tree == null ? MissingNode.getInstance() : tree;
    }
  }

  private GodwitException answer(Request request, String what, Exception cause) {
    return new GodwitException(
        RestError.STORE_ANSWER,
        "the answer of "
            + shown()
            + " to "
            + asked(request)
            + " "
            + what
            + "; is url that of the store, and not of something before it?",
        cause);
  }

  private static String asked(Request request) {
    return request.method() + " " + request.path();
  }

  /** The beginning of what a store said, in one line and without the secrets it was sent. */
  private String excerpt(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 4 * SHOWN), StandardCharsets.UTF_8);
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    for (String secret : address.headers().values()) {
      line = line.replace(secret, "***");
    }
    return line.isEmpty() ? "" : " (" + line.substring(0, Math.min(line.length(), SHOWN)) + ")";
  }
}
