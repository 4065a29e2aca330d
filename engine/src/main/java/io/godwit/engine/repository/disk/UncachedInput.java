package io.godwit.engine.repository.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a part of a file in whole blocks. */
final class UncachedInput extends InputStream {

  private final FileChannel channel;
  private final Uncached buffers;
  private final ByteBuffer buffer;
  private long next;
  private long left;

  /** Reads the first bytes at once, so that whoever opens it knows whether it can be read. */
  UncachedInput(FileChannel channel, Uncached buffers, long offset, long length)
      throws IOException {
    this.channel = channel;
    this.buffers = buffers;
    this.buffer = buffers.take();
    this.next = offset - offset % Uncached.BLOCK;
    this.left = length;
    try {
      fill((int) (offset - next));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && left > 0) {
      fill(0);
    }
    int n = (int) Math.min(Math.min(length, left), buffer.remaining());
    if (n == 0) {
      return -1;
    }
    buffer.get(into, from, n);
    left -= n;
    return n;
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      buffers.give(buffer);
      channel.close();
    }
  }

  /** Reads from the next block on, no more of them than are needed. */
  private void fill(int skip) throws IOException {
    long wanted = Math.min(left, buffer.capacity()) + skip + Uncached.BLOCK - 1;
    buffer.clear().limit((int) Math.min(buffer.capacity(), wanted - wanted % Uncached.BLOCK));
    int n = Math.max(channel.read(buffer, next), 0);
    next += n;
    buffer.flip().position(Math.min(skip, n));
    if (n == 0 || n % Uncached.BLOCK != 0) { // The file ends there.
      left = Math.min(left, buffer.remaining());
    }
  }
}
