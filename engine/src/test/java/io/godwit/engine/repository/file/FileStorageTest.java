package io.godwit.engine.repository.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.StorageError;
import io.godwit.api.storage.StorageLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStorageTest {

  private static final ObjectKey KEY = new ObjectKey("packs/0f/a.gwp");

  @TempDir Path folder;

  @Test
  void aLinkInThePlaceOfAFolderIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(folder.resolve("packs"), elsewhere);
    FileStorage storage = new FileStorage(folder);

    assertUnsafe(() -> storage.create(KEY, Body.of(new byte[1])));
    assertUnsafe(() -> storage.delete(KEY));
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aLinkInThePlaceOfAnObjectIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "secret");
    Files.createDirectories(folder.resolve("packs/0f"));
    Files.createSymbolicLink(folder.resolve(KEY.value()), secret);
    Files.createSymbolicLink(folder.resolve("root.json"), secret);
    FileStorage storage = new FileStorage(folder);

    assertUnsafe(() -> storage.read(KEY));
    assertUnsafe(() -> storage.head(KEY));
    assertUnsafe(() -> storage.register(new ObjectKey("root.json")).orElseThrow().read());
    assertThat(storage.list("")).isEmpty();
  }

  @Test
  void aFileInThePlaceOfAFolderIsNamed() throws IOException {
    Files.writeString(folder.resolve("packs"), "in the way");

    Attempt<ObjectKey> attempt = new FileStorage(folder).create(KEY, Body.of(new byte[1]));

    assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
    assertThat(attempt.toString()).contains("packs");
  }

  @Test
  void aFailedWriteLeavesNothingBehind() {
    Body tooShort =
        new Body() {
          @Override
          public long sizeBytes() {
            return 10;
          }

          @Override
          public InputStream open() {
            return InputStream.nullInputStream();
          }
        };

    assertThat(new FileStorage(folder).create(KEY, tooShort)).isInstanceOf(Attempt.Retryable.class);
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    assertThat(folder.resolve(KEY.value())).doesNotExist();
  }

  @Test
  void whatACrashLeftIsRemovedAfterADay() throws IOException {
    Path old = leftover("1-1.part", Duration.ofHours(25));
    Path fresh = leftover("1-2.part", Duration.ofHours(1));

    new FileStorage(folder).create(KEY, Body.of("bytes".getBytes(UTF_8)));

    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void aListLeavesOutWhatIsBeingWrittenAndWhatIsNoObject() throws IOException {
    leftover("1-1.part", Duration.ZERO);
    Files.writeString(folder.resolve(".hidden"), "not ours");
    Files.writeString(folder.resolve("strange name"), "not ours");
    FileStorage storage = new FileStorage(folder);
    storage.create(KEY, Body.of(new byte[3]));

    try (Stream<?> listed = storage.list("")) {
      assertThat(listed).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
  void aFullDiskIsSaidToBeFull(String reason) {
    var fault = FileFaults.fault(folder, new FileSystemException(folder.toString(), null, reason));

    assertThat(fault.code()).isEqualTo(StorageError.FULL);
    assertThat(fault.code().kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(fault.message()).contains(folder.toString(), "make room");
  }

  @Test
  void whatMayNotBeWrittenIsSaidToBeDenied() {
    var denied = FileFaults.fault(folder, new AccessDeniedException(folder.toString()));
    var readOnly =
        FileFaults.fault(
            folder, new FileSystemException(folder.toString(), null, "Read-only file system"));

    assertThat(denied.code()).isEqualTo(StorageError.DENIED);
    assertThat(readOnly.code()).isEqualTo(StorageError.DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:relative", "file://host/share?x=1", "file:///tmp/a?sync=no"})
  void anAddressThatNamesNoFolderIsRefused(String url) {
    assertThatThrownBy(
            () ->
                new FileStorageProvider()
                    .open(StorageLocation.parse(url, name -> Optional.empty())))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(StorageError.BAD_LOCATION));
  }

  private Path leftover(String name, Duration age) throws IOException {
    Path file = Files.createDirectories(folder.resolve("tmp")).resolve(name);
    Files.writeString(file, "left over");
    Instant now = Files.getLastModifiedTime(file).toInstant();
    Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
    return file;
  }

  private static void assertUnsafe(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(StorageError.UNSAFE));
  }

  @Test
  void storagesOfOneProcessThatReachAFolderByDifferentNamesLoseNoSwap(@TempDir Path elsewhere)
      throws InterruptedException, IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
    ObjectKey root = new ObjectKey("root.json");
    Register first = new FileStorage(folder).register(root).orElseThrow();
    first.compareAndSet(Optional.empty(), "0".getBytes(UTF_8));

    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(n -> new FileStorage(n % 2 == 0 ? folder : link).register(root).orElseThrow())
            .map(register -> new Thread(() -> IntStream.range(0, 25).forEach(i -> count(register))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(first.read().orElseThrow().bytes()).isEqualTo("200".getBytes(UTF_8));
  }

  private static void count(Register register) {
    boolean done = false;
    while (!done) {
      RegisterValue now = register.read().orElseThrow();
      int next = Integer.parseInt(new String(now.bytes(), UTF_8)) + 1;
      done =
          register.compareAndSet(Optional.of(now.tag()), Integer.toString(next).getBytes(UTF_8))
              instanceof Attempt.Done;
    }
  }
}
