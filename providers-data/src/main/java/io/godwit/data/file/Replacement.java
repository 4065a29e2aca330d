package io.godwit.data.file;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.Optional;

/**
 * New content of a file, on disk beside it until it takes its place in one step. What a crash
 * leaves beside a file is written over by the next attempt.
 */
public final class Replacement implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Optional<Path> content;

  private Replacement(Path file, Optional<Path> content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Lays new content beside a file, durably.
   *
   * @param bytes the content; empty if the file is to be removed
   */
  public static Replacement of(Path file, Optional<byte[]> bytes) throws IOException {
    return bytes.isEmpty() ? removal(file) : copy(file, new ByteArrayInputStream(bytes.get()));
  }

  /** The removal of a file. */
  public static Replacement removal(Path file) {
    return new Replacement(file, Optional.empty());
  }

  /** Lays what a stream gives beside a file, durably. */
  public static Replacement copy(Path file, InputStream in) throws IOException {
    Files.createDirectories(folder(file));
    Path beside = beside(file);
    Files.deleteIfExists(beside);
    try (FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      copyRights(file, beside);
      byte[] bytes = new byte[BUFFER];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, n);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    return new Replacement(file, Optional.of(beside));
  }

  private static Path beside(Path file) {
    return folder(file).resolve("." + file.getFileName() + ".godwit-new");
  }

  /** Removes what a crash has left beside a file. */
  public static void sweep(Path file) throws IOException {
    Files.deleteIfExists(beside(file));
  }

  /** A file that only its owner may read stays so. */
  private static void copyRights(Path from, Path to) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (old != null && Files.exists(from)) {
      Files.setPosixFilePermissions(to, old.readAttributes().permissions());
    }
  }

  /** Puts it in its place, durably. Repeating is safe. */
  public void take() throws IOException {
    if (content.isEmpty()) {
      Files.deleteIfExists(file);
    } else if (Files.exists(content.get())) {
      try {
        Files.move(content.get(), file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw new FileSystemException(
            file.toString(), null, "the file system cannot replace files");
      }
    }
    force(folder(file));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  /** A name is only durable when its folder is. */
  private static void force(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (FileSystemException e) {
      // Windows opens no folders, and needs it not.
      if (File.separatorChar == '/') {
        throw e;
      }
    }
  }

  /** Removes what has not taken its place. */
  @Override
  public void close() throws IOException {
    if (content.isPresent()) {
      Files.deleteIfExists(content.get());
    }
  }
}
