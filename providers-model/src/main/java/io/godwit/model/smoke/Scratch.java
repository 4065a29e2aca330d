package io.godwit.model.smoke;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ModelError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files of a tree in a temporary folder, as long as it is open. */
final class Scratch implements AutoCloseable {

  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** Lays some of the files out. */
  static Scratch of(FileTree tree, Set<String> paths) {
    try {
      Scratch scratch = new Scratch(Files.createTempDirectory("godwit-smoke-"));
      try {
        for (String path : paths) {
          scratch.copy(tree, path);
        }
        return scratch;
      } catch (IOException | RuntimeException e) {
        scratch.close();
        throw e;
      }
    } catch (IOException e) {
      throw new GodwitException(
          ModelError.UNREADABLE,
          "the model cannot be laid out in "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e
              + "); make room there, or name another folder with -Djava.io.tmpdir",
          e);
    }
  }

  private void copy(FileTree tree, String path) throws IOException {
    Path to = path(path);
    Files.createDirectories(to.getParent());
    try (InputStream in = tree.open(path)) {
      Files.copy(in, to);
    }
  }

  /** Where a file is. */
  Path path(String path) {
    Path to = folder.resolve(path).normalize();
    if (!to.startsWith(folder)) {
      throw new IllegalArgumentException("a tree has no path " + path);
    }
    return to;
  }

  /** Takes all away; what a system does not let go of stays in its folder for temporary files. */
  @Override
  public void close() {
    try {
      remove();
    } catch (IOException | UncheckedIOException e) {
      // The test has its answer, which a file that is still held must not change.
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }
}
