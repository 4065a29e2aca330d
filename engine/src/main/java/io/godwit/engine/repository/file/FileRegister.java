package io.godwit.engine.repository.file;

import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.StorageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A register in a file that is replaced by renaming, under a lock of the operating system on a file
 * beside it for the length of one swap. The lock goes with the process that holds it. Tags are
 * digests, so a value must not come back; the repository's roots never do.
 *
 * <p>Such a lock belongs to the process: it does not part two threads, and POSIX drops it as soon
 * as the process closes the file anywhere. So whoever swaps one register takes turns within the
 * process first, by the register's real place.
 */
final class FileRegister implements Register {

  private static final int LARGEST = 64 << 10;

  private static final List<ReentrantLock> TURNS =
      Stream.generate(ReentrantLock::new).limit(64).toList();

  private final ObjectKey key;
  private final Folder folder;
  private final Scratch scratch;

  FileRegister(ObjectKey key, Folder folder, Scratch scratch) {
    this.key = key;
    this.folder = folder;
    this.scratch = scratch;
  }

  @Override
  public Optional<RegisterValue> read() {
    Path place = folder.place(key);
    try (InputStream in = Files.newInputStream(place, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(LARGEST);
      return Optional.of(new RegisterValue(bytes, tag(bytes)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileFaults.exception(place, e);
    }
  }

  @Override
  public Attempt<String> compareAndSet(Optional<String> expected, byte[] value) {
    Path place = folder.place(key);
    Path lockPlace = folder.place(new ObjectKey(key + ".lock"));
    try {
      folder.makeParents(place);
      ReentrantLock turn = turn(place);
      turn.lock();
      try (FileChannel guard =
              FileChannel.open(
                  lockPlace,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS);
          FileLock lock = guard.lock()) {
        return lock.isValid() ? swap(place, expected, value) : busy();
      } finally {
        turn.unlock();
      }
    } catch (OverlappingFileLockException e) {
      return busy();
    } catch (IOException e) {
      return FileStorage.failed(FileFaults.fault(place, e));
    }
  }

  /** Two registers may share a turn; one never has two, by whatever links it is reached. */
  private static ReentrantLock turn(Path place) throws IOException {
    Path real = Folder.parent(place).toRealPath().resolve(place.getFileName());
    return TURNS.get(Math.floorMod(real.hashCode(), TURNS.size()));
  }

  private Attempt<String> swap(Path place, Optional<String> expected, byte[] value)
      throws IOException {
    if (!read().map(RegisterValue::tag).equals(expected)) {
      return Attempt.rejected(
          StorageError.REGISTER_MOVED, "The register " + place + " has another value by now");
    }
    Path written = scratch.write(Body.of(value));
    try {
      Files.move(
          written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
    try {
      Folder.force(Folder.parent(place));
    } catch (IOException e) {
      return new Attempt.Unknown<>(
          Fault.of(
              StorageError.UNKNOWN,
              "It is not known whether the swap of " + place + " survives a crash"));
    }
    return Attempt.done(tag(value));
  }

  private static Attempt<String> busy() {
    return Attempt.retryable(StorageError.UNAVAILABLE, "The register is being swapped; repeat");
  }

  private static String tag(byte[] bytes) {
    return Digest.of(bytes).hex();
  }
}
