package io.godwit.knowledge.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderLimits;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.embedding.TokenPrice;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.outcome.Attempt;
import io.godwit.knowledge.KnowledgeError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call of {@code POST /v1/embeddings} for each batch. It waits where the service says how long,
 * up to a bound, and asks again; every other way of ending is the caller's to repeat. Nothing that
 * an answer says is believed: not its length, its order, nor its numbers.
 */
final class OpenAiEmbedder implements Embedder {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CALLS = 5;
  private static final int BYTES_OF_A_NUMBER = 32;
  private static final int BYTES_BESIDE = 1 << 16;
  private static final int SHOWN = 200;

  private final OpenAiConfig config;
  private final OpenAiConfig.Form form;
  private final OpenAiConfig.Limits limits;
  private final InstantSource clock;
  private final Wait wait;
  private final HttpClient client;

  /** What the service asked for last: whoever asks next waits, whichever call was answered so. */
  private volatile Duration pause = Duration.ZERO;

  OpenAiEmbedder(OpenAiConfig config, InstantSource clock, Wait wait) {
    this.config = config;
    this.form = config.form().orElse(OpenAiConfig.Form.PLAIN);
    this.limits = config.limits().orElse(OpenAiConfig.Limits.USUAL);
    this.clock = clock;
    this.wait = wait;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public EmbedderIdentity identity() {
    return new EmbedderIdentity(
        new EmbedderModel(OpenAiEmbedderProvider.NAME, config.model(), form.revision()),
        new VectorForm(config.dimension(), VectorForm.Element.FLOAT32, "", form.normalised()),
        new TextForm(form.documentPrefix(), form.queryPrefix(), 0, TextForm.Truncation.NONE, ""),
        Map.of());
  }

  @Override
  public EmbedderLimits limits() {
    return new EmbedderLimits(
        limits.texts(),
        limits.tokens(),
        config.price().map(price -> new TokenPrice(price.perMillion(), price.currency())),
        config.price().flatMap(OpenAiConfig.Price::maxPrice));
  }

  @Override
  public Duration pause() {
    return pause;
  }

  @Override
  public int workers() {
    return limits.workers();
  }

  @Override
  public Attempt<float[][]> embed(List<String> texts, TextRole role) {
    String body = body(texts, role);
    try {
      waitFor(pause);
      for (int call = 1; call < MOST_CALLS; call++) {
        Judged judged = call(body, texts.size());
        boolean again = judged.attempt() instanceof Attempt.Retryable && !judged.pause().isZero();
        if (!again || isTooLong(judged.pause())) {
          return judged.attempt();
        }
        waitFor(judged.pause());
      }
      return call(body, texts.size()).attempt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Attempt.retryable(
          KnowledgeError.EMBEDDER_UNAVAILABLE, shown() + " was not waited for any longer");
    }
  }

  private void waitFor(Duration time) throws InterruptedException {
    if (!time.isZero() && !isTooLong(time)) {
      wait.pass(time);
    }
    if (pause.equals(time)) { // else another call was told something else meanwhile
      pause = Duration.ZERO;
    }
  }

  private boolean isTooLong(Duration time) {
    return time.compareTo(limits.longestWait()) > 0;
  }

  private String body(List<String> texts, TextRole role) {
    String prefix = role == TextRole.QUERY ? form.queryPrefix() : form.documentPrefix();
    ObjectNode body = JSON.createObjectNode();
    body.put("model", config.model());
    ArrayNode input = body.putArray("input");
    texts.forEach(text -> input.add(prefix + text));
    body.put("encoding_format", "float");
    if (form.sendDimension()) {
      body.put("dimensions", config.dimension());
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON that cannot be written", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Reply(HttpResponse<InputStream> head, byte[] body, boolean whole) {}

  /** How a call ended, and how long the service asks to be left alone. */
  private record Judged(Attempt<float[][]> attempt, Duration pause) {

    static Judged of(Attempt<float[][]> attempt) {
      return new Judged(attempt, Duration.ZERO);
    }
  }

  private Judged call(String body, int texts) throws InterruptedException {
    long most = (long) texts * config.dimension() * BYTES_OF_A_NUMBER + BYTES_BESIDE;
    Future<Reply> answer =
        client
            .sendAsync(request(body), HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(response -> read(response, most));
    try {
      return judge(answer.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS), texts);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return lost("did not answer within " + limits.timeout().toSeconds() + " s");
    } catch (ExecutionException e) {
      return e.getCause() instanceof ConnectException
          ? Judged.of(
              Attempt.retryable(
                  KnowledgeError.EMBEDDER_UNAVAILABLE,
                  shown() + " cannot be reached; is it running?"))
          : lost("broke off its answer");
    }
  }

  private Judged lost(String what) {
    return Judged.of(
        Attempt.unknown(
            KnowledgeError.EMBEDDER_UNAVAILABLE, shown() + " " + what + "; look at the service"));
  }

  private HttpRequest request(String body) {
    String base = config.url().endsWith("/") ? config.url() : config.url() + "/";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "embeddings"))
            .timeout(limits.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    config.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private static Reply read(HttpResponse<InputStream> response, long most) {
    try (InputStream in = response.body()) {
      byte[] body = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
      return new Reply(response, body, in.read() < 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Judged judge(Reply reply, int texts) {
    HttpHeaders headers = reply.head().headers();
    Duration asked = RateHeaders.untilReset(headers);
    Attempt<float[][]> attempt = attempt(reply, texts);
    if (attempt instanceof Attempt.Retryable && isBusy(reply.head().statusCode())) {
      asked = RateHeaders.retryAfter(headers, clock.instant()).orElse(asked);
    }
    pause = asked;
    return new Judged(attempt, asked);
  }

  private static boolean isBusy(int status) {
    return status == 429 || status == 503 || status == 529;
  }

  private Attempt<float[][]> attempt(Reply reply, int texts) {
    int status = reply.head().statusCode();
    if (status == 200) {
      return vectors(reply, texts);
    }
    String said = "answered " + status + excerpt(reply.body());
    boolean busy = isBusy(status);
    if (status == 402 || (busy && said.contains("insufficient_quota"))) {
      return Attempt.rejected(
          KnowledgeError.QUOTA_EXHAUSTED,
          shown()
              + " has no quota left: it "
              + said
              + "; raise the quota: what is embedded is kept and not paid for again");
    }
    if (busy) {
      return Attempt.retryable(
          KnowledgeError.EMBEDDER_BUSY,
          shown() + " " + said + "; give it smaller batches, or raise its limits");
    }
    if (status >= 500 || status == 408) {
      return Attempt.retryable(
          KnowledgeError.EMBEDDER_UNAVAILABLE, shown() + " " + said + "; look at the service");
    }
    return Attempt.rejected(
        KnowledgeError.EMBEDDER_REFUSED,
        shown() + " " + said + "; look at its url, key, model and dimension");
  }

  private Attempt<float[][]> vectors(Reply reply, int texts) {
    if (!reply.whole()) {
      return bad("its answer has more than " + reply.body().length + " bytes");
    }
    try {
      return Attempt.done(Answer.vectors(reply.body(), texts, config.dimension()));
    } catch (JsonProcessingException e) {
      return bad("it is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return bad(String.valueOf(e.getMessage()));
    }
  }

  private Attempt<float[][]> bad(String what) {
    return Attempt.retryable(
        KnowledgeError.BAD_VECTORS,
        shown()
            + " gave an answer that cannot be right: "
            + what
            + "; compare its settings with what the service runs");
  }

  /** The beginning of what a service said, in one line and without the key. */
  private String excerpt(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 4 * SHOWN), StandardCharsets.UTF_8);
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    Optional<String> key = config.key().filter(each -> !each.isEmpty());
    String safe = key.isPresent() ? line.replace(key.get(), "***") : line;
    return safe.isEmpty() ? "" : " (" + safe.substring(0, Math.min(safe.length(), SHOWN)) + ")";
  }

  private String shown() {
    return "Embedder " + config;
  }

  @Override
  public void close() {
    // The client's threads end with it.
  }
}
