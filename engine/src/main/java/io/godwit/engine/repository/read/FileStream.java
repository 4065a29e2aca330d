package io.godwit.engine.repository.read;

import java.io.InputStream;
import java.util.Optional;

/** One file as a stream. */
final class FileStream extends InputStream {

  private final FileReader reader;
  private final ChunkFeed feed;
  private Optional<ChunkFeed.Plain> chunk = Optional.empty();
  private int read;

  FileStream(FileReader reader, ChunkFeed feed) {
    this.reader = reader;
    this.feed = feed;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (chunk.isEmpty() || read == chunk.get().length()) {
      chunk = reader.next();
      read = 0;
    }
    if (chunk.isEmpty()) {
      return -1;
    }
    ChunkFeed.Plain plain = chunk.get();
    int n = Math.min(length, plain.length() - read);
    System.arraycopy(plain.bytes(), plain.from() + read, into, from, n);
    read += n;
    return n;
  }

  @Override
  public void close() {
    feed.close();
  }
}
