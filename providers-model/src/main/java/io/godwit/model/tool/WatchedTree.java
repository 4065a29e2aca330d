package io.godwit.model.tool;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.tool.Caller;
import io.godwit.model.file.ModelError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Files that tell how much of them has been read, and end when the person wants it. */
final class WatchedTree implements FileTree {

  private static final long STEP = 8L << 20;

  private final FileTree files;
  private final String what;
  private final Caller call;
  private final AtomicLong read = new AtomicLong();

  WatchedTree(FileTree files, String what, Caller call) {
    this.files = files;
    this.what = what;
    this.call = call;
  }

  @Override
  public List<Entry> files() {
    return files.files();
  }

  @Override
  public InputStream open(String path) {
    return new Watched(files.open(path));
  }

  private void count(long bytes) {
    long before = read.getAndAdd(bytes);
    if (before / STEP != (before + bytes) / STEP) {
      call.progress("MiB " + what, (before + bytes) >> 20, 0);
      if (call.stopRequested()) {
        throw new GodwitException(
            ModelError.STOPPED, "stopped as was asked; nothing was changed. Repeat when you like");
      }
    }
  }

  private final class Watched extends FilterInputStream {

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = in.read(bytes, from, length);
      count(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
      return in.skip(wanted);
    }
  }
}
