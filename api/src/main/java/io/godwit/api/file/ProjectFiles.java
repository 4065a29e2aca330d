package io.godwit.api.file;

/**
 * The files of a project as a step may see them while it is planned. Paths are relative to the
 * folder of the migration; one that leaves the project, also through a link, is refused.
 */
public interface ProjectFiles {

  /** Whether there is a file or folder of that path. */
  boolean exists(String path);

  /**
   * The text of a file: UTF-8 that is checked, without a byte-order mark, line ends as LF. At most
   * 64 MiB; a larger file is opened as a tree.
   *
   * @throws io.godwit.api.error.GodwitException if the path leaves the project, there is no such
   *     file, or it is no UTF-8
   */
  String text(String path);

  /**
   * A file or a folder.
   *
   * @throws io.godwit.api.error.GodwitException if the path leaves the project or there is nothing
   */
  FileTree tree(String path);

  /** The path from the project's root, as messages show it. */
  String shown(String path);
}
