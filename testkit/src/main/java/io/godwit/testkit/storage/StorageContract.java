package io.godwit.testkit.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageCapability;
import io.godwit.api.storage.StorageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link Storage}. A storage's test extends this and says how to open one; what it
 * does not declare as a capability is tested to be refused.
 */
public abstract class StorageContract {

  private static final ObjectKey KEY = new ObjectKey("packs/0f/a.gwp");
  private static final ObjectKey ROOT = new ObjectKey("root.json");

  private final List<Storage> opened = new ArrayList<>();

  /**
   * Opens the storage of this test, which is empty at first. Called again, opens the same place.
   */
  protected abstract Storage open();

  /** The storage under test. */
  protected final synchronized Storage storage() {
    if (opened.isEmpty()) {
      opened.add(open());
    }
    return opened.get(0);
  }

  /** The same place opened by somebody else. */
  protected final synchronized Storage other() {
    Storage other = open();
    opened.add(other);
    return other;
  }

  /** Closes what the test opened. */
  @AfterEach
  final void closeAll() {
    opened.forEach(Storage::close);
  }

  /** Objects are made once, whole, and come back as they were. */
  @Nested
  class Objects {

    @Test
    void whatIsMadeComesBack() throws IOException {
      byte[] bytes = bytes(100_000);
      make(KEY, bytes);

      assertThat(read(storage(), KEY)).isEqualTo(bytes);
      assertThat(read(other(), KEY)).isEqualTo(bytes);
    }

    @Test
    void anObjectMayBeEmpty() throws IOException {
      make(KEY, new byte[0]);

      assertThat(read(storage(), KEY)).isEmpty();
      assertThat(storage().head(KEY)).map(ObjectHead::sizeBytes).contains(0L);
    }

    @Test
    void aBodyMayBeAFile(@TempDir Path folder) throws IOException {
      byte[] bytes = bytes(3_000_000);
      Path file = Files.write(folder.resolve("body"), bytes);

      assertThat(storage().create(KEY, Body.of(file))).isInstanceOf(Attempt.Done.class);
      assertThat(read(storage(), KEY)).isEqualTo(bytes);
    }

    @Test
    void aKeyIsNotUsedTwice() throws IOException {
      make(KEY, bytes(10));

      assumeThat(storage().capabilities()).contains(StorageCapability.CREATE_ONLY);

      Attempt<ObjectKey> again = storage().create(KEY, Body.of(bytes(20)));

      assertRejected(again, StorageError.KEY_EXISTS);
      assertThat(read(storage(), KEY)).isEqualTo(bytes(10));
    }

    @Test
    void ofTwoThatMakeOneObjectOneIsTold() throws InterruptedException {
      assumeThat(storage().capabilities()).contains(StorageCapability.CREATE_ONLY);
      List<Attempt<ObjectKey>> attempts =
          race(8, n -> storage().create(KEY, Body.of(bytes(n + 1))));

      assertThat(attempts).filteredOn(Attempt.Done.class::isInstance).hasSize(1);
    }

    @Test
    void aBodyThatFailsLeavesNothing() {
      Body broken =
          new Body() {
            @Override
            public long sizeBytes() {
              return 1_000_000;
            }

            @Override
            public InputStream open() throws IOException {
              throw new IOException("broken body");
            }
          };

      assertThat(storage().create(KEY, broken)).isNotInstanceOf(Attempt.Done.class);
      assertThat(storage().head(KEY)).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaidSo() {
      assertThat(storage().head(KEY)).isEmpty();
      assertCode(StorageError.NOT_FOUND, () -> read(storage(), KEY));
      assertCode(StorageError.NOT_FOUND, () -> storage().read(KEY, 3, 4).close());
    }

    @Test
    void headKnowsSizeAndKey() {
      make(KEY, bytes(1234));

      ObjectHead head = storage().head(KEY).orElseThrow();
      assertThat(head.key()).isEqualTo(KEY);
      assertThat(head.sizeBytes()).isEqualTo(1234);
    }
  }

  /** Parts of objects. */
  @Nested
  class Parts {

    @Test
    void aPartIsWhatItIsInTheWhole() throws IOException {
      byte[] bytes = bytes(50_000);
      make(KEY, bytes);

      assertThat(part(0, 1)).isEqualTo(Arrays.copyOf(bytes, 1));
      assertThat(part(12_345, 20_000)).isEqualTo(Arrays.copyOfRange(bytes, 12_345, 32_345));
      assertThat(part(49_999, 1)).isEqualTo(new byte[] {bytes[49_999]});
    }

    @Test
    void aPartBeyondTheEndHasWhatThereIs() throws IOException {
      make(KEY, bytes(100));

      assertThat(part(90, 1_000)).hasSize(10);
      assertThat(part(100, 5)).isEmpty();
      assertThat(part(5_000, 5)).isEmpty();
    }

    private byte[] part(long offset, long length) throws IOException {
      try (InputStream in = storage().read(KEY, offset, length)) {
        return in.readAllBytes();
      }
    }
  }

  /** Lists. */
  @Nested
  class Lists {

    @Test
    void aListHasWhatBeginsWithThePrefix() {
      make(new ObjectKey("packs/0f/a.gwp"), bytes(1));
      make(new ObjectKey("packs/1e/b.gwp"), bytes(2));
      make(new ObjectKey("packs-other/c"), bytes(3));
      make(new ObjectKey("manifests/d.json"), bytes(4));

      assertThat(keys("packs/")).containsExactly("packs/0f/a.gwp", "packs/1e/b.gwp");
      assertThat(keys("packs")).contains("packs-other/c");
      assertThat(keys("packs/0")).containsExactly("packs/0f/a.gwp");
      assertThat(keys("")).contains("manifests/d.json", "packs-other/c");
      assertThat(keys("nothing/")).isEmpty();
    }

    @Test
    void aListIsLongerThanAnyPage() throws InterruptedException {
      race(
          4,
          n -> {
            for (int i = n; i < 1_050; i += 4) {
              make(new ObjectKey("many/" + i), bytes(1));
            }
            return Attempt.done(n);
          });

      assertThat(keys("many/")).hasSize(1_050);
    }

    @Test
    void whatIsMadeIsListedAtOnceAndWhatIsDeletedIsNot() {
      make(KEY, bytes(7));
      assertThat(keys("packs/")).containsExactly(KEY.value());

      storage().delete(KEY);
      assertThat(keys("packs/")).isEmpty();
    }

    private List<String> keys(String prefix) {
      try (Stream<ObjectHead> listed = storage().list(prefix)) {
        return listed.map(head -> head.key().value()).sorted().toList();
      }
    }
  }

  /** Deletion. */
  @Nested
  class Deletion {

    @Test
    void whatIsDeletedIsGone() {
      make(KEY, bytes(7));

      storage().delete(KEY);

      assertThat(storage().head(KEY)).isEmpty();
      assertCode(StorageError.NOT_FOUND, () -> read(storage(), KEY));
    }

    @Test
    void deletingTwiceIsDeletingOnce() {
      make(KEY, bytes(7));

      storage().delete(KEY);
      storage().delete(KEY);

      assertThat(storage().head(KEY)).isEmpty();
    }
  }

  /** Registers, where the storage has them. */
  @Nested
  class Registers {

    @BeforeEach
    final void needRegisters() {
      boolean declared = storage().capabilities().contains(StorageCapability.REGISTER);
      assertThat(storage().register(ROOT).isPresent()).isEqualTo(declared);
      assumeThat(declared).isTrue();
    }

    @Test
    void aRegisterBeginsWithoutAValue() {
      assertThat(register().read()).isEmpty();
    }

    @Test
    void aValueThatIsSetIsRead() {
      String tag = set(Optional.empty(), "one");

      RegisterValue value = register().read().orElseThrow();
      assertThat(value.bytes()).isEqualTo("one".getBytes(UTF_8));
      assertThat(value.tag()).isEqualTo(tag);
      assertThat(other().register(ROOT).orElseThrow().read()).contains(value);
    }

    @Test
    void aSwapNeedsTheTagOfThePresentValue() {
      String one = set(Optional.empty(), "one");
      String two = set(Optional.of(one), "two");

      assertRejected(swap(Optional.of(one), "late"), StorageError.REGISTER_MOVED);
      assertRejected(swap(Optional.empty(), "late"), StorageError.REGISTER_MOVED);
      assertThat(register().read()).map(RegisterValue::tag).contains(two);
    }

    @Test
    void aSwapOfAValueThatIsNotThereIsRefused() {
      String elsewhere =
          storage()
              .register(new ObjectKey("elsewhere.json"))
              .orElseThrow()
              .compareAndSet(Optional.empty(), "other".getBytes(UTF_8))
              .fold(tag -> tag, fault -> "", fault -> "", fault -> "");

      assertRejected(swap(Optional.of(elsewhere), "one"), StorageError.REGISTER_MOVED);
      assertThat(register().read()).isEmpty();
    }

    @Test
    void ofManyThatSwapOneWins() throws InterruptedException {
      String before = set(Optional.empty(), "before");

      List<Attempt<String>> attempts = race(8, n -> swap(Optional.of(before), "value " + n));

      assertThat(attempts).filteredOn(Attempt.Done.class::isInstance).hasSize(1);
      assertThat(attempts).noneMatch(Attempt.Unknown.class::isInstance);
    }

    @Test
    void noSwapIsLostAmongMany() throws InterruptedException {
      Storage elsewhere = other();
      set(Optional.empty(), "0");

      race(
          4,
          n -> {
            Register mine = (n % 2 == 0 ? storage() : elsewhere).register(ROOT).orElseThrow();
            IntStream.range(0, 10).forEach(i -> addOne(mine));
            return Attempt.done("");
          });

      assertThat(register().read().orElseThrow().bytes()).isEqualTo("40".getBytes(UTF_8));
    }

    private void addOne(Register register) {
      boolean done = false;
      while (!done) {
        RegisterValue now = register.read().orElseThrow();
        int next = Integer.parseInt(new String(now.bytes(), UTF_8)) + 1;
        done =
            register.compareAndSet(Optional.of(now.tag()), Integer.toString(next).getBytes(UTF_8))
                instanceof Attempt.Done;
      }
    }

    private Register register() {
      return storage().register(ROOT).orElseThrow();
    }

    private Attempt<String> swap(Optional<String> expected, String value) {
      return register().compareAndSet(expected, value.getBytes(UTF_8));
    }

    private String set(Optional<String> expected, String value) {
      return swap(expected, value)
          .fold(
              tag -> tag,
              fault -> unexpected(fault),
              fault -> unexpected(fault),
              fault -> unexpected(fault));
    }
  }

  private void make(ObjectKey key, byte[] bytes) {
    assertThat(storage().create(key, Body.of(bytes))).isEqualTo(Attempt.done(key));
  }

  private static byte[] read(Storage storage, ObjectKey key) throws IOException {
    try (InputStream in = storage.read(key)) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + (i >>> 8));
    }
    return bytes;
  }

  private static void assertRejected(Attempt<?> attempt, ErrorCode code) {
    assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
    assertThat(((Attempt.Rejected<?>) attempt).fault().code()).isEqualTo(code);
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String unexpected(Fault fault) {
    throw new AssertionError(fault.toString());
  }

  /** Runs a task in several threads that begin together. */
  private static <T> List<Attempt<T>> race(int threads, IntFunction<Attempt<T>> task)
      throws InterruptedException {
    List<Attempt<T>> results = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch ready = new CountDownLatch(threads);
    List<Thread> all =
        IntStream.range(0, threads)
            .mapToObj(
                n ->
                    new Thread(
                        () -> {
                          ready.countDown();
                          awaitAll(ready);
                          results.add(task.apply(n));
                        }))
            .toList();
    all.forEach(Thread::start);
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(results).hasSize(threads);
    return results;
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
