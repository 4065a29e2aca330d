package io.godwit.model.values;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ByteRange;
import io.godwit.model.file.ModelError;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads ranges of bytes out of a tree, fastest when they come in the order in which they stand: one
 * file is open at a time, and is opened again only to go back. Used by one thread.
 */
public final class ValueCursor implements AutoCloseable {

  private final FileTree tree;
  private InputStream in = InputStream.nullInputStream();
  private String file = "";
  private long position;
  private long left;

  /** Reads out of this tree. */
  public ValueCursor(FileTree tree) {
    this.tree = tree;
  }

  /** Goes to the beginning of a range. */
  public void seek(ByteRange range) {
    try {
      if (!file.equals(range.file()) || position > range.offset()) {
        in.close();
        in = tree.open(range.file());
        file = range.file();
        position = 0;
      }
      in.skipNBytes(range.offset() - position);
    } catch (IOException e) {
      throw unreadable(range.file(), e);
    }
    position = range.offset();
    left = range.length();
  }

  /** How many bytes of the range come yet. */
  public long left() {
    return left;
  }

  /**
   * Reads the next bytes of the range into the beginning of an array.
   *
   * @param most how many at most; a range whose length it divides comes in whole parts
   * @return how many; 0 at the end of the range
   */
  public int read(byte[] into, int most) {
    int wanted = (int) Math.min(most, left);
    try {
      if (in.readNBytes(into, 0, wanted) < wanted) {
        throw new IOException("the file has become shorter");
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    position += wanted;
    left -= wanted;
    return wanted;
  }

  private static GodwitException unreadable(String file, IOException cause) {
    return new GodwitException(
        ModelError.UNREADABLE,
        file
            + " cannot be read ("
            + cause.getMessage()
            + "); see that the file is there and does not change, then repeat",
        cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
