package io.godwit.engine.repository.pack;

import io.godwit.api.storage.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that grow by pages, so that nothing is copied when they do and a small pack stays small.
 */
final class Pages implements Body {

  private static final int PAGE = PagePool.PAGE;

  private final PagePool pool;
  private final List<byte[]> pages = new ArrayList<>();
  private long size;

  Pages(PagePool pool) {
    this.pool = pool;
  }

  /** Gives the pages back; nobody reads them any more. */
  void release() {
    pages.forEach(pool::give);
    pages.clear();
    size = 0;
  }

  void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int first, int length) {
    int from = first;
    int to = first + length;
    while (from < to) {
      int at = (int) (size % PAGE);
      if (at == 0) {
        pages.add(pool.take());
      }
      int n = Math.min(PAGE - at, to - from);
      System.arraycopy(bytes, from, pages.get(pages.size() - 1), at, n);
      from += n;
      size += n;
    }
  }

  long size() {
    return size;
  }

  byte[] toBytes() {
    byte[] all = new byte[Math.toIntExact(size)];
    for (int i = 0; i < pages.size(); i++) {
      int from = i * PAGE;
      System.arraycopy(pages.get(i), 0, all, from, Math.min(PAGE, all.length - from));
    }
    return all;
  }

  @Override
  public long sizeBytes() {
    return size;
  }

  @Override
  public InputStream open() {
    return new Reader();
  }

  private final class Reader extends InputStream {

    private long position;

    @Override
    public int read() {
      return position == size ? -1 : pages.get(page())[offset(position++)] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int n = Math.min(length, Math.min(available(), PAGE - offset(position)));
      if (n == 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(pages.get(page()), offset(position), into, from, n);
      position += n;
      return n;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
      long before = position;
      while (position < size) {
        int n = (int) Math.min(size - position, PAGE - offset(position));
        out.write(pages.get(page()), offset(position), n);
        position += n;
      }
      return position - before;
    }

    @Override
    public int available() {
      return (int) (size - position);
    }

    private int page() {
      return (int) (position / PAGE);
    }

    private static int offset(long position) {
      return (int) (position % PAGE);
    }
  }
}
