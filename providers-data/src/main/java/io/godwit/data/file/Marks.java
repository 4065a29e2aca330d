package io.godwit.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.data.error.DataError;
import io.godwit.data.error.Endings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What receipts are in a database, for a target that is made of files: a lock, the highest fencing
 * token that was seen, and the names of effects that come too late. An effect happens under the
 * lock, so that behind a look, which takes the lock too and raises the token, no older attempt can
 * change anything.
 */
public final class Marks {

  private static final String REFUSED = ".refused";

  private final Path folder;

  /** The marks of a target, in a folder of their own. */
  public Marks(Path folder) {
    this.folder = folder;
  }

  /** Lets an effect happen, unless it comes too late or somebody else is at work. */
  public Attempt<Progress> guarded(Effect effect, Supplier<Attempt<Progress>> work) {
    try (Held held = hold()) {
      if (held == null) {
        return Attempt.retryable(DataError.FILES_BUSY, busy());
      }
      Optional<Fault> late = late(effect);
      if (late.isPresent()) {
        return new Attempt.Rejected<>(late.get());
      }
      if (effect.keys().counterpart().isPresent()) {
        refuse(effect.keys().origin(), effect.keys().counterpart().get());
      }
      return work.get();
    } catch (GodwitException e) {
      return Endings.of(e);
    } catch (IOException e) {
      return Attempt.retryable(DataError.FILE_UNWRITABLE, unwritable(e));
    }
  }

  /** Looks at something when no attempt is under way, and none under an older token can begin. */
  public Sighting settled(Effect effect, Supplier<Sighting> look) {
    try (Held held = hold()) {
      if (held == null) {
        return Sighting.unreachable(Fault.of(DataError.FILES_BUSY, busy()));
      }
      if (effect.token() > fence()) {
        raise(effect.token());
      }
      return look.get();
    } catch (GodwitException e) {
      Fault fault = e.faults().get(0);
      return fault.code().kind() == ErrorKind.EXTERNAL
          ? Sighting.unreachable(fault)
          : Sighting.undecidable(fault);
    } catch (IOException e) {
      return Sighting.unreachable(Fault.of(DataError.FILE_UNWRITABLE, unwritable(e)));
    }
  }

  /** Whether what comes under this key is refused. */
  public boolean isRefused(Digest origin, Digest key) {
    return Files.exists(refusal(origin, key));
  }

  /** Removes what a step has left. */
  public void clear(Digest origin) {
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(folder, shortened(origin) + "-*")) {
      for (Path mark : marks) {
        Files.deleteIfExists(mark);
      }
    } catch (IOException e) {
      throw new GodwitException(DataError.FILE_UNWRITABLE, unwritable(e), e);
    }
  }

  /** Leaves a mark of a step, durably. */
  public void note(Digest origin, String name) {
    try {
      write(mark(origin, name), "");
    } catch (IOException e) {
      throw new GodwitException(DataError.FILE_UNWRITABLE, unwritable(e), e);
    }
  }

  /** Whether a step has left this mark. */
  public boolean isNoted(Digest origin, String name) {
    return Files.exists(mark(origin, name));
  }

  /** Removes a mark of a step. */
  public void forget(Digest origin, String name) {
    try {
      Files.deleteIfExists(mark(origin, name));
    } catch (IOException e) {
      throw new GodwitException(DataError.FILE_UNWRITABLE, unwritable(e), e);
    }
  }

  private Path mark(Digest origin, String name) {
    return folder.resolve(shortened(origin) + "-" + name + ".mark");
  }

  private Optional<Fault> late(Effect effect) throws IOException {
    long fence = fence();
    if (effect.token() < fence) {
      return Optional.of(
          Fault.of(
              DataError.STALE_ENGINE,
              "this engine has lost its lease to another one; nothing was changed"));
    }
    if (isRefused(effect.keys().origin(), effect.keys().key())) {
      return Optional.of(
          Fault.of(
              DataError.TAKEN_BACK,
              "step " + effect.step() + " has been taken back meanwhile; nothing was changed"));
    }
    if (effect.token() > fence) {
      raise(effect.token());
    }
    return Optional.empty();
  }

  private long fence() throws IOException {
    Path fence = folder.resolve("fence");
    if (!Files.exists(fence)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(fence, UTF_8).strip());
    } catch (NumberFormatException e) {
      throw new IOException("the file " + fence + " holds no number", e);
    }
  }

  private void raise(long token) throws IOException {
    write(folder.resolve("fence"), token + "\n");
  }

  private void refuse(Digest origin, Digest key) throws IOException {
    Path refusal = refusal(origin, key);
    if (!Files.exists(refusal)) {
      write(refusal, "");
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (Replacement replacement = Replacement.of(file, Optional.of(text.getBytes(UTF_8)))) {
      replacement.take();
    }
  }

  private Path refusal(Digest origin, Digest key) {
    return folder.resolve(shortened(origin) + "-" + shortened(key) + REFUSED);
  }

  private static String shortened(Digest digest) {
    return digest.hex().substring(0, 32);
  }

  private String busy() {
    return "another Godwit is changing the same files (it holds "
        + folder.resolve("lock")
        + "); wait for it";
  }

  private String unwritable(IOException e) {
    return "the folder "
        + folder
        + " cannot be written ("
        + e
        + "); look at its rights and the disk";
  }

  /** The lock, held. */
  private record Held(FileChannel channel, FileLock lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (channel) {
        lock.release();
      }
    }
  }

  private @org.jspecify.annotations.Nullable Held hold() throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Held(channel, lock);
      }
    } catch (OverlappingFileLockException e) {
      // Another engine in this very process.
    }
    channel.close();
    return null;
  }
}
