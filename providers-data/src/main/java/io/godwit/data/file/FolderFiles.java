package io.godwit.data.file;

import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;

/**
 * Files of a project, under a prefix.
 *
 * @param folder the project
 * @param prefix what stands before each path
 * @param paths the paths of the files
 */
record FolderFiles(ProjectFolder folder, String prefix, List<String> paths) implements FileTree {

  FolderFiles {
    paths = paths.stream().sorted(ContentDigest.PATH_ORDER).toList();
  }

  @Override
  public List<Entry> files() {
    return paths.stream().map(path -> new Entry(prefix + path, size(path))).toList();
  }

  private long size(String path) {
    try {
      return Files.size(folder.file(path));
    } catch (IOException e) {
      throw ProjectFolder.unreadable(path, e);
    }
  }

  @Override
  public InputStream open(String path) {
    String own = path.substring(prefix.length());
    try {
      return Files.newInputStream(folder.file(own), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw ProjectFolder.unreadable(own, e);
    }
  }
}
