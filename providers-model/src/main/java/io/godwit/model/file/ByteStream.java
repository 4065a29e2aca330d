package io.godwit.model.file;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a model file from its beginning to its end, once, and always knows how many bytes remain.
 * Numbers are little-endian, as in every format that we read. Nothing is ever allocated by a length
 * out of the file before that length was held against {@link #remaining}.
 */
public final class ByteStream implements AutoCloseable {

  private static final int WINDOW = 64 * 1024;

  private final String file;
  private final long size;
  private final InputStream in;
  private final byte[] window;
  private int at;
  private int filled;
  private long windowStart;

  /**
   * Reads these bytes, and closes them in the end.
   *
   * @param file what messages call it
   * @param size how many bytes there are
   */
  public ByteStream(String file, long size, InputStream in) {
    this.file = file;
    this.size = size;
    this.in = in;
    this.window = new byte[(int) Math.min(WINDOW, size)];
  }

  /** Opens a file of a tree. */
  public static ByteStream open(FileTree tree, FileTree.Entry entry) {
    return new ByteStream(entry.path(), entry.sizeBytes(), tree.open(entry.path()));
  }

  /** What messages call the file. */
  public String file() {
    return file;
  }

  /** How many bytes the file has. */
  public long size() {
    return size;
  }

  /** The offset of the next byte. */
  public long position() {
    return windowStart + at;
  }

  /** How many bytes come yet. */
  public long remaining() {
    return size - position();
  }

  /** Demands that so many bytes come yet, and names the rule that is broken when they do not. */
  public void need(long bytes, Rule rule, String what) {
    if (bytes < 0 || bytes > remaining()) {
      throw broken(
          rule,
          position(),
          what
              + " takes "
              + Long.toUnsignedString(bytes)
              + " bytes, but "
              + remaining()
              + " remain");
    }
  }

  /** The next byte, 0 to 255. */
  public int u8() {
    if (at == filled) {
      fill();
    }
    return window[at++] & 0xff;
  }

  /** The next four bytes as an unsigned number. */
  public long u32() {
    return u8() | (u8() << 8) | (u8() << 16) | ((long) u8() << 24);
  }

  /** The next eight bytes; a number of 2^63 or more comes out negative. */
  public long u64() {
    return u32() | (u32() << 32);
  }

  /** The next so many bytes, few enough to be held. */
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    int done = 0;
    while (done < count) {
      if (at == filled) {
        fill();
      }
      int part = Math.min(count - done, filled - at);
      System.arraycopy(window, at, bytes, done, part);
      at += part;
      done += part;
    }
    return bytes;
  }

  /** Leaves bytes out. */
  public void skip(long count) {
    if (count < 0 || count > remaining()) {
      throw new IllegalArgumentException(count + " bytes do not remain in " + file);
    }
    long buffered = Math.min(count, filled - at);
    at += (int) buffered;
    long beyond = count - buffered;
    if (beyond == 0) {
      return;
    }
    try {
      in.skipNBytes(beyond);
    } catch (IOException e) {
      throw unreadable(position(), e);
    }
    windowStart = position() + beyond;
    at = 0;
    filled = 0;
  }

  /** A rule that this file breaks, to be thrown. */
  public GodwitException broken(Rule rule, long offset, String message) {
    return broken(file, rule, offset, message);
  }

  /** A rule that a file breaks, to be thrown. */
  public static GodwitException broken(String file, Rule rule, long offset, String message) {
    return new GodwitException(
        Fault.at(
            Place.of(file),
            rule.error(),
            "byte "
                + offset
                + ", rule "
                + rule.id()
                + ": "
                + message
                + "; fetch the file again from its source, or let its maker export it again"));
  }

  private void fill() {
    windowStart += filled;
    at = 0;
    filled = 0;
    int wanted = (int) Math.min(WINDOW, size - windowStart);
    if (wanted <= 0) {
      throw new IllegalStateException("nothing remains in " + file);
    }
    try {
      filled = in.readNBytes(window, 0, wanted);
    } catch (IOException e) {
      throw unreadable(windowStart, e);
    }
    if (filled < wanted) {
      throw unreadable(
          windowStart + filled, new IOException("the file has become shorter than " + size));
    }
  }

  private GodwitException unreadable(long offset, IOException cause) {
    return new GodwitException(
        ModelError.UNREADABLE,
        file
            + " cannot be read at byte "
            + offset
            + " ("
            + cause.getMessage()
            + "); see that the file is there and does not change, then repeat",
        cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(position(), e);
    }
  }
}
