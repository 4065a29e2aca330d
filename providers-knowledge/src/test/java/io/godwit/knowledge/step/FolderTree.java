package io.godwit.knowledge.step;

import io.godwit.api.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder on disk. */
final class FolderTree implements FileTree {

  private final Path folder;

  FolderTree(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Entry> files() {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> new Entry(folder.relativize(path).toString(), path.toFile().length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open(String path) {
    try {
      return Files.newInputStream(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
