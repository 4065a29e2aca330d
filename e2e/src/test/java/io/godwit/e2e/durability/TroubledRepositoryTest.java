package io.godwit.e2e.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageLocation;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import io.godwit.storage.s3.S3StorageProvider;
import io.godwit.testkit.net.TroubledServer;
import io.godwit.testkit.net.TroubledServer.Request;
import io.godwit.testkit.net.TroubledServer.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole repository on S3 over HTTP, while the server or the network fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubledRepositoryTest {

  private static final ArtifactId V1 = ArtifactId.of("docs", "1");
  private static final ArtifactId V2 = ArtifactId.of("docs", "2");
  private static final Set<ErrorKind> OUTSIDE = Set.of(ErrorKind.EXTERNAL, ErrorKind.CONFLICT);
  private static final Graces NONE = new Graces(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);

  private LocalS3 s3;

  @BeforeAll
  void start() throws Exception {
    s3 = LocalS3.start();
  }

  @AfterAll
  void stop() {
    s3.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SLOW_DOWN", "SILENCE"})
  @Tag("soak")
  @DisplayName("A13: the same where much of the time is spent waiting")
  void workEndsRightAlsoWhereItHasToWait(Trouble trouble) throws IOException {
    workEndsRightOrWithAnErrorAndNothingIsLost(trouble);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"NONE", "SLOW_DOWN", "SILENCE"},
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("A13: whatever fails on the way to S3, work ends right or with an error, whole")
  void workEndsRightOrWithAnErrorAndNothingIsLost(Trouble trouble) throws IOException {
    int step = trouble == Trouble.SILENCE ? 16 : 3;
    for (int first = 1; first <= 2; first++) {
      int from = first;
      String when = trouble + " at request " + from + " and every " + step + " after it";
      attempt(when, request -> request.number() % step == from ? trouble : Trouble.NONE);
    }
    attempt(trouble + " always", request -> request.number() > 12 ? trouble : Trouble.NONE);
  }

  private void attempt(String when, Function<Request, Trouble> troubles) throws IOException {
    String name = UUID.randomUUID().toString();
    try (Storage direct = open(s3.port(), name, 20);
        TroubledServer front = new TroubledServer(s3.port(), troubles);
        Storage troubled = open(front.port(), name, 1)) {
      Repository witness = repository(direct);
      put(witness, V1, 1);
      boolean put = tried(() -> put(repository(troubled), V2, 2), when);
      boolean collected = tried(() -> repository(troubled).collector(NONE).collect(), when);
      tried(() -> readAll(repository(troubled)), when);

      Repository after = repository(direct);
      assertThat(after.verifyAll(1, bytes -> {}).faults()).as(when).isEmpty();
      assertThat(after.find(V1)).as(when).isPresent();
      assertThat(!put || after.find(V2).isPresent()).as(when).isTrue();
      put(after, V2, 2);
      after.collector(NONE).collect();
      readAll(after);
      assertThat(after.verifyAll(1, bytes -> {}).faults()).as(when + collected).isEmpty();
    }
  }

  /** Whether it was done; an error says that something outside failed. */
  private static boolean tried(Runnable work, String when) {
    try {
      work.run();
      return true;
    } catch (GodwitException e) {
      assertThat(e.code() == ArtifactError.NO_REPOSITORY || OUTSIDE.contains(e.code().kind()))
          .as(when + ": " + e.getMessage())
          .isTrue();
      return false;
    }
  }

  private static void put(Repository repository, ArtifactId id, long seed) {
    StageRequest request = StageRequest.of(tree(seed));
    Optional<PublishedArtifact> base = repository.find(V1);
    StagedArtifact staged =
        repository.stage(base.map(b -> request.basedOn(b.manifest())).orElse(request));
    Attempt<?> outcome = repository.publish(Change.none().add(id, staged));
    outcome.fold(
        done -> done,
        TroubledRepositoryTest::failed,
        TroubledRepositoryTest::failed,
        TroubledRepositoryTest::failed);
  }

  private static Object failed(Fault fault) {
    throw new GodwitException(fault);
  }

  private static void readAll(Repository repository) {
    for (ArtifactId id : List.of(V1, V2)) {
      Optional<PublishedArtifact> found = repository.find(id);
      if (found.isPresent()) {
        long seed = id.equals(V1) ? 1 : 2;
        try (InputStream in = repository.contents(found.get().manifest()).open("noise")) {
          assertThat(in.readAllBytes()).isEqualTo(bytes(seed));
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static FileTree tree(long seed) {
    byte[] bytes = bytes(seed);
    return new FileTree() {
      @Override
      public List<Entry> files() {
        return List.of(new Entry("noise", bytes.length));
      }

      @Override
      public InputStream open(String path) {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /** The first half is the same for all. */
  private static byte[] bytes(long seed) {
    byte[] half = new byte[900_000];
    new Random(7).nextBytes(half);
    byte[] other = new byte[300_000];
    new Random(seed).nextBytes(other);
    byte[] all = Arrays.copyOf(half, half.length + other.length);
    System.arraycopy(other, 0, all, half.length, other.length);
    return all;
  }

  private static Storage open(int port, String name, int seconds) {
    String url =
        "s3://godwit-test/" + name + "?endpoint=http://127.0.0.1:" + port + "&timeout=" + seconds;
    return new S3StorageProvider()
        .open(
            StorageLocation.parse(
                url, variable -> Optional.ofNullable(LocalS3.CREDENTIALS.get(variable))));
  }

  private static Repository repository(Storage storage) {
    Clock clock = Clock.systemUTC();
    return Repository.on(
        storage,
        new RepositoryTools(
            clock,
            ObjectIds.random(clock, new Random()),
            new Random(),
            Backoff.NONE,
            Workers.NONE));
  }
}
