package io.godwit.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageError;
import io.godwit.api.storage.StorageLocation;
import io.godwit.testkit.net.TroubledServer;
import io.godwit.testkit.net.TroubledServer.Request;
import io.godwit.testkit.net.TroubledServer.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a storage says when the server, or something before it, misbehaves. */
class S3TroubleTest {

  @RegisterExtension static final LocalS3 S3 = new LocalS3();

  private static final ObjectKey KEY = new ObjectKey("packs/0f/a.gwp");
  private static final ObjectKey ROOT = new ObjectKey("root.json");
  private static final byte[] BYTES = "some bytes that are stored".getBytes(UTF_8);

  private volatile Function<Request, Trouble> troubles = request -> Trouble.NONE;
  private TroubledServer front;
  private Storage storage;
  private Storage witness;

  @BeforeEach
  void open() throws IOException {
    front = new TroubledServer(S3.port(), request -> troubles.apply(request));
    String url = LocalS3.freshUrl(front.port(), "&timeout=1");
    storage = LocalS3.open(url);
    witness = LocalS3.open(url.replace(":" + front.port(), ":" + S3.port()));
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
    witness.close();
    front.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERNAL_ERROR", "ERROR_AFTER", "RESET", "LOST_ANSWER", "SILENCE"})
  void aWriteWhoseAnswerIsNotTheServersOwnIsUnknown(Trouble trouble) throws IOException {
    troubles = request -> request.method().equals("PUT") ? trouble : Trouble.NONE;

    assertThat(storage.create(KEY, Body.of(BYTES))).isInstanceOf(Attempt.Unknown.class);
    assertThat(front.requests()).isEqualTo(1);

    troubles = request -> Trouble.NONE;
    boolean happened = witness.head(KEY).isPresent();
    assertThat(happened)
        .isEqualTo(trouble == Trouble.ERROR_AFTER || trouble == Trouble.LOST_ANSWER);
    assertThat(storage.create(KEY, Body.of(BYTES)))
        .isInstanceOf(happened ? Attempt.Rejected.class : Attempt.Done.class);
    assertThat(read(storage)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERNAL_ERROR", "ERROR_AFTER", "RESET", "LOST_ANSWER", "SILENCE"})
  void aSwapWhoseAnswerIsLostIsUnknownAndTriedOnce(Trouble trouble) {
    Register register = storage.register(ROOT).orElseThrow();
    Optional<String> one = tag(register.compareAndSet(Optional.empty(), "one".getBytes(UTF_8)));
    int before = front.requests();
    troubles = request -> request.method().equals("PUT") ? trouble : Trouble.NONE;

    assertThat(register.compareAndSet(one, "two".getBytes(UTF_8)))
        .isInstanceOf(Attempt.Unknown.class);

    assertThat(front.requests()).isEqualTo(before + 1);
    boolean happened = trouble == Trouble.ERROR_AFTER || trouble == Trouble.LOST_ANSWER;
    assertThat(register.read().map(RegisterValue::bytes).orElseThrow())
        .isEqualTo((happened ? "two" : "one").getBytes(UTF_8));
  }

  @Test
  void aServerThatIsBusyHasDoneNothing() {
    troubles = request -> Trouble.SLOW_DOWN;

    assertThat(storage.create(KEY, Body.of(BYTES))).isInstanceOf(Attempt.Retryable.class);
    assertThat(storage.register(ROOT).orElseThrow().compareAndSet(Optional.empty(), BYTES))
        .isInstanceOf(Attempt.Retryable.class);
    assertThat(witness.head(KEY)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SLOW_DOWN", "INTERNAL_ERROR", "RESET", "LOST_ANSWER"})
  void whatMayBeRepeatedIsRepeated(Trouble trouble) throws IOException {
    witness.create(KEY, Body.of(BYTES));
    troubles = request -> request.number() % 2 == 1 ? trouble : Trouble.NONE;

    assertThat(read(storage)).isEqualTo(BYTES);
    assertThat(storage.head(KEY)).map(ObjectHead::sizeBytes).contains((long) BYTES.length);
    try (Stream<ObjectHead> listed = storage.list("packs/")) {
      assertThat(listed).hasSize(1);
    }
    storage.delete(KEY);
    assertThat(witness.head(KEY)).isEmpty();
  }

  @Test
  void anAnswerThatEndsTooEarlyIsAnErrorAndNotAnEnd() {
    witness.create(KEY, Body.of(BYTES));
    troubles = request -> Trouble.CUT_BODY;

    assertThatThrownBy(() -> read(storage)).isInstanceOf(IOException.class);
  }

  @Test
  void aServerThatStaysBrokenIsSaidToBeUnavailable() {
    troubles = request -> Trouble.INTERNAL_ERROR;

    assertCode(StorageError.UNAVAILABLE, () -> storage.head(KEY));
    assertCode(StorageError.UNAVAILABLE, () -> storage.read(KEY));
    assertCode(StorageError.UNAVAILABLE, () -> storage.delete(KEY));
    assertCode(StorageError.UNAVAILABLE, () -> storage.list("").count());
    assertCode(StorageError.UNAVAILABLE, () -> storage.register(ROOT).orElseThrow().read());
  }

  @Test
  void whoHasNoRightIsToldSoWithoutSecrets() {
    String url = LocalS3.freshUrl(S3.port(), "");
    StorageLocation location =
        StorageLocation.parse(
            url, name -> name.endsWith("KEY") ? Optional.of("wrong-secret") : Optional.empty());
    Storage denied =
        new S3StorageProvider()
            .open(
                new StorageLocation(
                    location.uri(),
                    location.options(),
                    name ->
                        name.startsWith("AWS_ACCESS")
                            ? Optional.of("nobody")
                            : location.environment().apply(name)));
    try (denied) {
      assertThatThrownBy(() -> denied.read(KEY))
          .isInstanceOfSatisfying(
              GodwitException.class, e -> assertThat(e.code()).isEqualTo(StorageError.DENIED))
          .hasMessageNotContaining("wrong-secret");
      assertThat(denied.create(KEY, Body.of(BYTES))).isInstanceOf(Attempt.Rejected.class);
    }
  }

  @Test
  void whereNothingListensNothingHappened() throws IOException {
    int port = front.port();
    front.close();
    try (Storage nowhere = LocalS3.open(LocalS3.freshUrl(port, "&timeout=1"))) {
      assertThat(nowhere.create(KEY, Body.of(BYTES))).isInstanceOf(Attempt.Retryable.class);
      assertCode(StorageError.UNAVAILABLE, () -> nowhere.head(KEY));
    }
  }

  @Test
  void aBucketThatIsNotThereIsNoEmptyRegister() {
    String url = LocalS3.freshUrl(S3.port(), "").replace("s3://" + LocalS3.BUCKET, "s3://no-such");
    try (Storage elsewhere = LocalS3.open(url)) {
      assertCode(StorageError.UNAVAILABLE, () -> elsewhere.register(ROOT).orElseThrow().read());
    }
  }

  @Test
  void withoutConditionalWritesThereIsNoRegister() {
    try (Storage plain = LocalS3.open(LocalS3.freshUrl(S3.port(), "&conditional-writes=false"))) {
      assertThat(plain.capabilities()).isEmpty();
      assertThat(plain.register(ROOT)).isEmpty();
      assertThat(plain.create(KEY, Body.of(BYTES))).isInstanceOf(Attempt.Done.class);
      assertThat(plain.create(KEY, Body.of(BYTES))).isInstanceOf(Attempt.Done.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:///prefix",
        "s3://b",
        "s3://bucket/a/../b",
        "s3://bucket/a b",
        "s3://bucket?unknown=1",
        "s3://bucket?endpoint=ftp://x",
        "s3://bucket?endpoint=http://user:secret@host",
        "s3://bucket?path-style=perhaps",
        "s3://bucket?timeout=0",
        "s3://bucket?timeout=x",
        "s3://bucket?encryption=rot13"
      })
  void anAddressThatCannotBeRightIsRefused(String url) {
    assertThatThrownBy(() -> LocalS3.open(url))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(StorageError.BAD_LOCATION))
        .hasMessageNotContaining("secret");
  }

  private static Optional<String> tag(Attempt<String> attempt) {
    return attempt.fold(
        Optional::of, fault -> Optional.empty(), fault -> Optional.empty(), f -> Optional.empty());
  }

  private static byte[] read(Storage storage) throws IOException {
    try (InputStream in = storage.read(KEY)) {
      return in.readAllBytes();
    }
  }

  private static void assertCode(StorageError code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
