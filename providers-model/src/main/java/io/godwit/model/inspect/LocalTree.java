package io.godwit.model.inspect;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ModelError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file or folder of this machine, for a look at a model that is in no project and no repository.
 * Links are refused: what is behind them may be anything.
 */
public final class LocalTree implements FileTree {

  private final Path root;
  private final List<Entry> files;

  private LocalTree(Path root, List<Entry> files) {
    this.root = root;
    this.files = files;
  }

  /**
   * Lists a folder, or takes a single file.
   *
   * @throws GodwitException with {@link ModelError#UNREADABLE} if there is nothing, or a link
   */
  public static LocalTree of(Path path) {
    Path root = path.toAbsolutePath().normalize();
    List<Entry> files = new ArrayList<>();
    try {
      if (Files.isRegularFile(root, LinkOption.NOFOLLOW_LINKS)) {
        Path folder = root.resolveSibling("");
        return new LocalTree(
            folder, List.of(new Entry(root.getFileName().toString(), Files.size(root))));
      }
      Files.walkFileTree(root, new Lister(root, files));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    files.sort(Comparator.comparing(Entry::path));
    return new LocalTree(root, List.copyOf(files));
  }

  @Override
  public List<Entry> files() {
    return files;
  }

  @Override
  public InputStream open(String path) {
    if (files.stream().noneMatch(entry -> entry.path().equals(path))) {
      throw new GodwitException(ModelError.UNREADABLE, "there is no file " + path);
    }
    try {
      return Files.newInputStream(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw unreadable(Path.of(path), e);
    }
  }

  private static GodwitException unreadable(Path path, IOException cause) {
    return new GodwitException(
        ModelError.UNREADABLE,
        path
            + " cannot be read ("
            + cause.getMessage()
            + "); give a file or a folder without links",
        cause);
  }

  /** Collects the plain files below a folder. */
  private static final class Lister extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<Entry> files;

    Lister(Path root, List<Entry> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!attributes.isRegularFile()) {
        throw new IOException(root.relativize(file) + " is a link or no plain file");
      }
      String path =
          root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
      files.add(new Entry(path, attributes.size()));
      return FileVisitResult.CONTINUE;
    }
  }
}
