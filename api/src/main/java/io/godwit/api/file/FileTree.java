package io.godwit.api.file;

import java.io.InputStream;
import java.util.List;

/**
 * A file, or a folder with all that is in it, to be read. Paths are relative to the folder, have
 * {@code /} between their parts, and never contain {@code ..}, links or control characters. A tree
 * that is one file has one entry, whose path is the file's name.
 */
public interface FileTree {

  /** One file. */
  record Entry(String path, long sizeBytes) {}

  /** All files, sorted by path; no more than 1,000,000. */
  List<Entry> files();

  /**
   * Opens one of the files; the caller closes it. Bytes out of the repository are verified while
   * they are read: a broken one ends the stream with a coded error.
   *
   * @throws io.godwit.api.error.GodwitException if there is no such file or it cannot be read
   */
  InputStream open(String path);

  /** The sum of all sizes. */
  default long sizeBytes() {
    return files().stream().mapToLong(Entry::sizeBytes).sum();
  }
}
