package io.godwit.engine.repository.file;

import io.godwit.api.error.Fault;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageCapability;
import io.godwit.api.storage.StorageError;
import io.godwit.engine.repository.disk.Uncached;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Objects as files under their keys. A file is written and forced under another name first and then
 * linked to its own, which fails if there is one: so it is there whole or not at all, and never
 * replaced.
 */
public final class FileStorage implements Storage {

  private final Folder folder;
  private final Scratch scratch;
  private final Uncached uncached = new Uncached();
  private final ConcurrentMap<ObjectKey, FileRegister> registers = new ConcurrentHashMap<>();

  public FileStorage(Path root) {
    folder = new Folder(root);
    scratch = new Scratch(folder, uncached);
  }

  @Override
  public String description() {
    return folder.root().toString();
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return EnumSet.allOf(StorageCapability.class);
  }

  @Override
  public Attempt<ObjectKey> create(ObjectKey key, Body body) {
    Path place = folder.place(key);
    try {
      folder.makeParents(place);
      Path written = scratch.write(body);
      try {
        Scratch.linkNew(place, written);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (FileAlreadyExistsException e) {
      return Attempt.rejected(StorageError.KEY_EXISTS, "There is a file " + place + " already");
    } catch (IOException e) {
      return failed(FileFaults.fault(place, e));
    }
    return forced(key, place);
  }

  @Override
  public InputStream read(ObjectKey key) {
    return read(key, 0, Long.MAX_VALUE);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    Path place = folder.place(key);
    Optional<InputStream> past =
        uncached.read(place, offset, length, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    if (past.isPresent()) {
      return past.get();
    }
    try {
      FileChannel channel =
          FileChannel.open(place, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return new PartStream(Channels.newInputStream(channel.position(offset)), length);
    } catch (IOException e) {
      throw FileFaults.exception(place, e);
    }
  }

  @Override
  public Optional<ObjectHead> head(ObjectKey key) {
    Path place = folder.place(key);
    try {
      BasicFileAttributes found =
          Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          ? Optional.of(new ObjectHead(key, found.size(), found.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileFaults.exception(place, e);
    }
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // The caller closes it.
  public Stream<ObjectHead> list(String prefix) {
    Path start = folder.root().resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(start)) {
      return Stream.empty();
    }
    try {
      return Files.walk(start)
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !path.startsWith(scratch.place()))
          .map(path -> folder.root().relativize(path).toString().replace('\\', '/'))
          .filter(name -> name.startsWith(prefix))
          .flatMap(name -> key(name).stream())
          .flatMap(key -> head(key).stream());
    } catch (IOException e) {
      throw FileFaults.exception(start, e);
    }
  }

  @Override
  public void delete(ObjectKey key) {
    Path place = folder.place(key);
    try {
      Files.deleteIfExists(place);
    } catch (IOException e) {
      throw FileFaults.exception(place, e);
    }
  }

  @Override
  public Optional<Register> register(ObjectKey key) {
    return Optional.of(registers.computeIfAbsent(key, k -> new FileRegister(k, folder, scratch)));
  }

  @Override
  public void close() {}

  private static Optional<ObjectKey> key(String name) {
    try {
      return Optional.of(new ObjectKey(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Attempt<ObjectKey> forced(ObjectKey key, Path place) {
    try {
      Folder.force(Folder.parent(place));
      return Attempt.done(key);
    } catch (IOException e) {
      return new Attempt.Unknown<>(
          Fault.of(
              StorageError.UNKNOWN,
              "It is not known whether " + place + " survives a crash: " + e.getMessage()));
    }
  }

  static <T> Attempt<T> failed(Fault fault) {
    return fault.code() == StorageError.UNAVAILABLE
        ? new Attempt.Retryable<>(fault)
        : new Attempt.Rejected<>(fault);
  }
}
