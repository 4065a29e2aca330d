package io.godwit.model.convert;

import io.godwit.api.file.FileTree;
import io.godwit.model.values.ValueCursor;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** The pieces of a file, one after the other, with one block in memory. */
final class PieceStream extends InputStream {

  private final ValueCursor cursor;
  private final Iterator<Piece> pieces;
  private final byte[] block = new byte[Piece.BLOCK];
  private Piece.Feed feed = bytes -> 0;
  private int at;
  private int filled;

  PieceStream(FileTree source, List<Piece> pieces) {
    this.cursor = new ValueCursor(source);
    this.pieces = pieces.iterator();
  }

  @Override
  public int read() {
    return fill() ? block[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, filled - at);
    System.arraycopy(block, at, into, from, count);
    at += count;
    return count;
  }

  /** Whether there is a byte. */
  private boolean fill() {
    while (at == filled) {
      at = 0;
      filled = feed.next(block);
      if (filled == 0) {
        if (!pieces.hasNext()) {
          return false;
        }
        feed = pieces.next().open(cursor);
      }
    }
    return true;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
