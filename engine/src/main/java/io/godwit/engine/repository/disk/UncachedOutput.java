package io.godwit.engine.repository.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file in whole blocks; what the last has too much is cut off in the end. Goes on in the
 * ordinary way where the other fails, whyever it did: that finds out what is wrong, if anything is.
 */
public final class UncachedOutput extends OutputStream {

  private final Path file;
  private final Uncached uncached;
  private final ByteBuffer buffer;
  private FileChannel channel;
  private boolean ordinary;
  private boolean open = true;
  private long size;
  private long written;

  UncachedOutput(Path file, Uncached uncached) throws IOException {
    this.file = file;
    this.uncached = uncached;
    channel = openChannel();
    buffer = uncached.take();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int first, int length) throws IOException {
    int from = first;
    int to = first + length;
    while (from < to) {
      int n = Math.min(buffer.remaining(), to - from);
      buffer.put(bytes, from, n);
      from += n;
      size += n;
      if (!buffer.hasRemaining()) {
        writeBuffer();
      }
    }
  }

  /** Writes what is left, and waits until all of the file would survive a crash. */
  public void finish() throws IOException {
    while (buffer.position() % Uncached.BLOCK != 0) {
      buffer.put((byte) 0);
    }
    writeBuffer();
    channel.truncate(size);
    channel.force(true);
  }

  /** Closes the file, which is not whole unless it was finished. */
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      uncached.give(buffer);
      channel.close();
    }
  }

  private FileChannel openChannel() throws IOException {
    try {
      return Uncached.open(file, StandardOpenOption.WRITE);
    } catch (IOException e) {
      ordinary = true;
      return FileChannel.open(file, StandardOpenOption.WRITE);
    }
  }

  private void writeBuffer() throws IOException {
    buffer.flip();
    try {
      writeToChannel();
    } catch (IOException e) {
      if (ordinary) {
        throw e;
      }
      channel.close();
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      ordinary = true;
      writeToChannel();
    }
    buffer.clear();
  }

  private void writeToChannel() throws IOException {
    while (buffer.hasRemaining()) {
      written += channel.write(buffer, written);
    }
  }
}
