package io.godwit.knowledge.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.outcome.Attempt;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.embedding.EmbedderCalls;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("B2: an embedder over HTTP that misbehaves is never believed and nothing is lost")
class OpenAiEmbedderTest {

  private static final int DIMENSION = 8;
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<String> TEXTS = List.of("one", "two", "three");

  private final EmbeddingServer server = new EmbeddingServer(DIMENSION);
  private final List<Duration> waits = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  private OpenAiConfig config(Duration timeout) {
    return new OpenAiConfig(
        server.url(),
        "small-1",
        DIMENSION,
        Optional.of("sk-secret"),
        Optional.empty(),
        Optional.of(new OpenAiConfig.Limits(2, 1000, 1, timeout, Duration.ofSeconds(30))),
        Optional.of(new OpenAiConfig.Price(new BigDecimal("0.13"), "USD", Optional.empty())));
  }

  private OpenAiEmbedder embedder() {
    return new OpenAiEmbedder(config(Duration.ofMinutes(5)), InstantSource.fixed(NOON), waits::add);
  }

  private static Fault fault(Attempt<?> attempt) {
    return attempt
        .<Optional<Fault>>fold(done -> Optional.empty(), Optional::of, Optional::of, Optional::of)
        .orElseThrow();
  }

  private static <T> T done(Attempt<T> attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Done.class);
    return ((Attempt.Done<T>) attempt).value();
  }

  @Test
  void vectorsComeByTheirIndexWhateverTheOrderOfTheAnswer() {
    List<float[]> vectors = done(new EmbedderCalls(embedder()).embed(TEXTS, TextRole.DOCUMENT));

    assertThat(vectors).hasSize(3);
    for (int i = 0; i < 3; i++) {
      List<String> numbers = new ArrayList<>();
      for (float number : vectors.get(i)) {
        numbers.add(Float.toString(number));
      }
      assertThat(numbers).hasToString(server.vector(TEXTS.get(i)).replace(",", ", "));
    }
    assertThat(server.headers).containsExactly("Bearer sk-secret", "Bearer sk-secret");
  }

  @Test
  void aServiceThatSaysHowLongIsWaitedForAndAskedAgain() {
    server
        .then(429, "slow down", "Retry-After", "7")
        .then(503, "", "Retry-After", "Fri, 20 Nov 2026 12:00:09 GMT")
        .then(429, "", "x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "1m0s")
        .then(429, "none of the headers");
    OpenAiEmbedder embedder = embedder();

    Attempt<float[][]> refused = embedder.embed(List.of("one"), TextRole.DOCUMENT);
    assertThat(refused).isInstanceOf(Attempt.Retryable.class);
    assertThat(fault(refused).code()).isEqualTo(KnowledgeError.EMBEDDER_BUSY);
    assertThat(fault(refused).code().kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
    assertThat(embedder.pause()).isEqualTo(Duration.ofMinutes(1));

    assertThat(embedder.embed(List.of("one"), TextRole.DOCUMENT))
        .isInstanceOf(Attempt.Retryable.class);
    assertThat(embedder.embed(List.of("one"), TextRole.DOCUMENT)).isInstanceOf(Attempt.Done.class);
    assertThat(server.paid).containsExactly("one");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(500, "", Attempt.Retryable.class, KnowledgeError.EMBEDDER_UNAVAILABLE),
        Arguments.of(503, "", Attempt.Retryable.class, KnowledgeError.EMBEDDER_BUSY),
        Arguments.of(
            429,
            "{\"error\":{\"code\":\"insufficient_quota\"}}",
            Attempt.Rejected.class,
            KnowledgeError.QUOTA_EXHAUSTED),
        Arguments.of(401, "sk-secret?", Attempt.Rejected.class, KnowledgeError.EMBEDDER_REFUSED),
        Arguments.of(402, "", Attempt.Rejected.class, KnowledgeError.QUOTA_EXHAUSTED),
        Arguments.of(400, "too long", Attempt.Rejected.class, KnowledgeError.EMBEDDER_REFUSED),
        Arguments.of(302, "", Attempt.Rejected.class, KnowledgeError.EMBEDDER_REFUSED),
        Arguments.of(200, "<html>", Attempt.Retryable.class, KnowledgeError.BAD_VECTORS),
        Arguments.of(200, "[]", Attempt.Retryable.class, KnowledgeError.BAD_VECTORS),
        Arguments.of(200, "", Attempt.Retryable.class, KnowledgeError.BAD_VECTORS));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whateverAServiceRefusesWithEndsInItsOwnWay(
      int status, String body, Class<?> ending, KnowledgeError code) {
    server.then(status, body);
    Attempt<float[][]> attempt = embedder().embed(List.of("one"), TextRole.DOCUMENT);

    assertThat(attempt).isInstanceOf(ending);
    assertThat(fault(attempt).code()).isEqualTo(code);
    assertThat(fault(attempt).message()).contains("small-1").doesNotContain("sk-secret");
    assertThat(server.paid).isEmpty();
  }

  static Stream<Arguments> answersThatCannotBeRight() {
    String good = "[1,0,0,0,0,0,0,0]";
    return Stream.of(
        Arguments.of("1 vectors for 2", List.of(EmbeddingServer.row(0, good))),
        Arguments.of("index 1, twice", rows(1, good, 1, good)),
        Arguments.of("out of range", rows(0, good, 2, good)),
        Arguments.of("dimension 2", rows(0, good, 1, "[1,2]")),
        Arguments.of("more than 8", rows(0, good, 1, "[1,2,3,4,5,6,7,8,9]")),
        Arguments.of("not JSON", rows(0, good, 1, "[NaN,0,0,0,0,0,0,0]")),
        Arguments.of("not finite", rows(0, good, 1, "[1e99,0,0,0,0,0,0,0]")),
        Arguments.of("all zeros", rows(0, good, 1, "[0,0,0,0,0,0,0,0]")),
        Arguments.of("dimension 0", rows(0, good, 1, "null")),
        Arguments.of("not JSON", rows(0, good, 1, "[null,0,0,0,0,0,0,0]")),
        Arguments.of(
            "more than", rows(0, good, 1, "[1," + " ".repeat(100_000) + "0,0,0,0,0,0,0]")));
  }

  private static List<String> rows(int first, String one, int second, String two) {
    return List.of(EmbeddingServer.row(first, one), EmbeddingServer.row(second, two));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersThatCannotBeRight")
  void anAnswerThatCannotBeRightIsNone(String what, List<String> rows) {
    server.then(200, EmbeddingServer.body(rows));
    EmbedderCalls calls = new EmbedderCalls(embedder());
    Attempt<List<float[]>> attempt = calls.embed(List.of("one", "two"), TextRole.DOCUMENT);

    assertThat(fault(attempt).code()).isEqualTo(KnowledgeError.BAD_VECTORS);
    assertThat(fault(attempt).message()).contains(what);
    assertThat(done(calls.embed(List.of("one", "two"), TextRole.DOCUMENT))).hasSize(2);
  }

  @Test
  void anAnswerThatDoesNotComeInTimeMayHaveBeenPaidFor() {
    CountDownLatch over = new CountDownLatch(1);
    server.then((call, texts) -> await(over));
    OpenAiEmbedder hasty =
        new OpenAiEmbedder(config(Duration.ofMillis(300)), InstantSource.fixed(NOON), waits::add);

    Attempt<float[][]> attempt = hasty.embed(List.of("one"), TextRole.DOCUMENT);
    over.countDown();
    assertThat(attempt).isInstanceOf(Attempt.Unknown.class);
    assertThat(fault(attempt).code()).isEqualTo(KnowledgeError.EMBEDDER_UNAVAILABLE);
  }

  private static void await(CountDownLatch over) throws IOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void anAnswerThatBreaksOffMayHaveBeenPaidFor() {
    server.then(
        (call, texts) -> {
          call.sendResponseHeaders(200, 1000);
          call.getResponseBody().write('{');
        });

    assertThat(embedder().embed(List.of("one"), TextRole.DOCUMENT))
        .isInstanceOf(Attempt.Unknown.class);
  }

  @Test
  void aServiceThatIsNotThereIsToBeTriedAgain() {
    server.close();

    Attempt<float[][]> attempt = embedder().embed(List.of("one"), TextRole.DOCUMENT);
    assertThat(attempt).isInstanceOf(Attempt.Retryable.class);
    assertThat(fault(attempt).message()).contains("is it running?");
  }

  @Test
  void whatWasAnsweredBeforeACallFailedIsKept() {
    server.then(server::well).then(402, "");
    List<float[]> first = done(new EmbedderCalls(embedder()).embedFirst(TEXTS, TextRole.DOCUMENT));

    assertThat(first).hasSize(2);
    assertThat(server.paid).containsExactly("one", "two");
    server.then(402, "");
    assertThat(new EmbedderCalls(embedder()).embedFirst(TEXTS, TextRole.DOCUMENT))
        .isInstanceOf(Attempt.Rejected.class);
  }

  @Test
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  void itIsFoundAndItsIdentityHasNoAddressAndNoKey() {
    assertThat(ServiceLoader.load(EmbedderProvider.class).stream().map(each -> each.get().name()))
        .contains("openai");
    var embedder =
        new OpenAiEmbedderProvider()
            .open(
                config(Duration.ofSeconds(5)),
                new EmbedderContext(Path.of("."), InstantSource.fixed(NOON)));

    assertThat(embedder.identity().canonicalJson())
        .contains("small-1")
        .doesNotContain("secret")
        .doesNotContain("localhost");
    assertThat(config(Duration.ofSeconds(5)).toString()).doesNotContain("secret");
    assertThat(embedder.limits().price().orElseThrow().of(1_000_000)).isEqualByComparingTo("0.13");
    for (String url : List.of("ftp://x/v1", "https://user:pw@x/v1", "x")) {
      assertThatThrownBy(
              () ->
                  new OpenAiConfig(
                      url,
                      "m",
                      8,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
