package io.godwit.api.file;

import java.io.InputStream;
import java.util.List;

/**
 * A file, or a folder with all that is in it, to be read. Paths are relative to the folder, have
 * {@code /} between their parts, and never contain {@code ..}, links or control characters. A tree
 * that is one file has one entry, whose path is the file's name.
 */
public interface FileTree {

  /**
   * One file.
   *
   * @param path its path
   * @param sizeBytes its size, or {@link #UNKNOWN_SIZE}
   */
  record Entry(String path, long sizeBytes) {

    /**
     * The size of a file whose bytes are made while they are read; a file on disk has none such.
     */
    public static final long UNKNOWN_SIZE = -1;
  }

  /** All files, sorted by path; no more than 1,000,000. */
  List<Entry> files();

  /**
   * Opens one of the files; the caller closes it. Bytes out of the repository are verified while
   * they are read: a broken one ends the stream with a coded error.
   *
   * @throws io.godwit.api.error.GodwitException if there is no such file or it cannot be read
   */
  InputStream open(String path);

  /**
   * Whether several threads may open and read files at the same time; they may not, unless the tree
   * says so.
   */
  default boolean readsSideBySide() {
    return false;
  }

  /** The sum of all sizes that are known. */
  default long sizeBytes() {
    return files().stream().mapToLong(file -> Math.max(0, file.sizeBytes())).sum();
  }
}
