package io.godwit.engine.repository.file;

import io.godwit.api.storage.Body;
import io.godwit.engine.repository.disk.Uncached;
import io.godwit.engine.repository.disk.UncachedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Files that are being written, in a folder of their own. What a crash left there is removed a day
 * later, by the clock of the file system.
 */
final class Scratch {

  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final int ATTEMPTS = 1_000;

  private final Folder folder;
  private final Path place;
  private final Uncached uncached;
  private final AtomicLong count = new AtomicLong();
  private final AtomicBoolean swept = new AtomicBoolean();

  Scratch(Folder folder, Uncached uncached) {
    this.folder = folder;
    this.uncached = uncached;
    this.place = folder.root().resolve("tmp");
  }

  Path place() {
    return place;
  }

  /** Writes all bytes to a new file, durably; leaves nothing if that fails. */
  Path write(Body body) throws IOException {
    Path file = fresh();
    try {
      fill(file, body);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    if (!swept.getAndSet(true)) {
      sweep(Files.getLastModifiedTime(file).toInstant().minus(ABANDONED));
    }
    return file;
  }

  /** Gives a file its name, unless there is one of that name. */
  static void linkNew(Path place, Path written) throws IOException {
    try {
      Files.createLink(place, written);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      moveNew(place, written);
    }
  }

  /** The same where the file system has no hard links: keys are unique, so nobody races. */
  private static void moveNew(Path place, Path written) throws IOException {
    if (Files.exists(place)) {
      throw new FileAlreadyExistsException(place.toString());
    }
    Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path fresh() throws IOException {
    folder.makeParents(place.resolve("file"));
    long process = ProcessHandle.current().pid();
    for (int attempt = 1; ; attempt++) {
      Path file = place.resolve(process + "-" + count.incrementAndGet() + ".part");
      try {
        return Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException("there are too many abandoned files in " + place, e);
        }
      }
    }
  }

  private void fill(Path file, Body body) throws IOException {
    if (body.sizeBytes() < Uncached.LARGE) {
      fillCached(file, body);
      return;
    }
    try (InputStream in = body.open();
        UncachedOutput out = uncached.write(file)) {
      requireAll(in.transferTo(out), body);
      out.finish();
    }
  }

  private static void fillCached(Path file, Body body) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        InputStream in = body.open();
        OutputStream out = Channels.newOutputStream(channel)) {
      requireAll(in.transferTo(out), body);
      channel.force(true);
    }
  }

  private static void requireAll(long written, Body body) throws IOException {
    if (written != body.sizeBytes()) {
      throw new IOException(
          "there are " + written + " bytes where " + body.sizeBytes() + " were promised");
    }
  }

  private void sweep(Instant before) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(place)) {
      files = listed.toList();
    }
    for (Path file : files) {
      if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        Files.deleteIfExists(file);
      }
    }
  }
}
