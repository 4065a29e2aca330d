package io.godwit.engine.repository.disk;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Opens files past the system's cache, with buffers that are used again. For many threads. */
public final class Uncached {

  /** From how many bytes on it pays. */
  public static final int LARGE = 1 << 20;

  /** What a place in a file and in memory is a multiple of. */
  static final int BLOCK = 4 << 10;

  private static final int BUFFER = 2 << 20;
  private static final Optional<OpenOption> DIRECT = direct();

  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** Opens an empty file to be written. */
  public UncachedOutput write(Path file) throws IOException {
    return new UncachedOutput(file, this);
  }

  /**
   * Opens a part of a file; empty if it is small, if its beginning is in the cache or if it cannot
   * be read like this, whyever: the ordinary way finds out.
   */
  public Optional<InputStream> read(Path file, long offset, long length, OpenOption... options) {
    if (length < LARGE || DIRECT.isEmpty()) {
      return Optional.empty();
    }
    try {
      return pays(file, offset, options)
          ? Optional.of(new UncachedInput(open(file, options), this, offset, length))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean pays(Path file, long offset, OpenOption... options) throws IOException {
    try (FileChannel cached = FileChannel.open(file, options)) {
      return cached.size() - offset >= LARGE
          && !cached.map(FileChannel.MapMode.READ_ONLY, offset, 1).isLoaded();
    }
  }

  /** A buffer that is empty. */
  ByteBuffer take() {
    ByteBuffer used = free.poll();
    return used != null
        ? used.clear()
        : ByteBuffer.allocateDirect(BUFFER + BLOCK).alignedSlice(BLOCK).slice(0, BUFFER);
  }

  void give(ByteBuffer buffer) {
    free.add(buffer);
  }

  static FileChannel open(Path file, OpenOption... options) throws IOException {
    OpenOption direct = DIRECT.orElseThrow(() -> new IOException("there is always a cache here"));
    try {
      return FileChannel.open(
          file, Stream.concat(Stream.of(options), Stream.of(direct)).toArray(OpenOption[]::new));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw new IOException("the file system has no way past its cache", e);
    }
  }

  /**
   * Found by its name: the JDK exports it, and warns whoever names it. Not used on Windows, where a
   * file that was mapped to see whether it is in the cache could not be deleted for a while.
   */
  private static Optional<OpenOption> direct() {
    if (File.separatorChar == '\\') {
      return Optional.empty();
    }
    try {
      Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
      return Stream.of(options.getEnumConstants())
          .filter(option -> option.toString().equals("DIRECT"))
          .map(OpenOption.class::cast)
          .findAny();
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
