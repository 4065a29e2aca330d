package io.godwit.engine.project;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.repository.disk.Uncached;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file or folder. Links inside it are refused: what they mean may change. */
public final class FolderTree implements FileTree {

  private static final int MOST_FILES = 1_000_000;
  private static final Comparator<Entry> BY_PATH = Comparator.comparing(Entry::path);

  private final Path base;
  private final String shown;
  private final List<Entry> files;
  private final Uncached uncached = new Uncached();
  private final Set<Path> real = ConcurrentHashMap.newKeySet();

  private FolderTree(Path base, String shown, List<Entry> files) {
    this.base = base;
    this.shown = shown;
    this.files = files;
  }

  /**
   * The tree of what was located before.
   *
   * @param located its real path
   * @param shown what it is called in messages
   */
  public static FolderTree of(Path located, String shown) {
    try {
      if (Files.isDirectory(located, LinkOption.NOFOLLOW_LINKS)) {
        return new FolderTree(located, shown, walk(located, shown));
      }
      Entry only = new Entry(name(located), Files.size(located));
      return new FolderTree(located.resolveSibling(""), shown, List.of(only));
    } catch (IOException e) {
      throw ProjectRoot.unreadable(shown, e);
    }
  }

  @Override
  public List<Entry> files() {
    return files;
  }

  @Override
  public boolean readsSideBySide() {
    return true;
  }

  @Override
  public InputStream open(String path) {
    int at = Collections.binarySearch(files, new Entry(path, 0), BY_PATH);
    if (at < 0) {
      throw ProjectRoot.missing(shown + "/" + path, new IOException("not in this tree"));
    }
    Path file = base.resolve(path);
    try {
      requirePlainFolder(file, path);
      return open(file, files.get(at).sizeBytes());
    } catch (IOException e) {
      throw Files.isSymbolicLink(file)
          ? linked(path)
          : ProjectRoot.unreadable(shown + "/" + path, e);
    }
  }

  private InputStream open(Path file, long size) throws IOException {
    // One byte more than it had, so that whoever reads it sees that it has grown.
    Optional<InputStream> past =
        uncached.read(file, 0, size + 1, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return past.isPresent() ? past.get() : Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }

  private GodwitException linked(String path) {
    return refused(shown + "/" + path, "has become a link");
  }

  /**
   * A link that was put there meanwhile shows in the real path. That of a folder is looked at when
   * its first file comes, for it takes as long as reading a small file. A file that is a link
   * cannot be opened.
   */
  private void requirePlainFolder(Path file, String path) throws IOException {
    Path parent = Objects.requireNonNull(file.getParent(), "a file is in a folder");
    boolean plain =
        real.contains(parent)
            ? Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)
            : parent.toRealPath().equals(parent);
    if (!plain) {
      throw linked(path);
    }
    real.add(parent);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Entry> walk(Path base, String shown) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Files.walkFileTree(
        base,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile()) {
              throw refused(shown + "/" + base.relativize(file), "is a link or no regular file");
            }
            if (entries.size() == MOST_FILES) {
              throw new GodwitException(
                  ConfigError.TOO_MANY_FILES,
                  shown + " has more than " + MOST_FILES + " files; split it.");
            }
            entries.add(new Entry(relative(base, file), attributes.size()));
            return FileVisitResult.CONTINUE;
          }
        });
    entries.sort(BY_PATH);
    return List.copyOf(entries);
  }

  /** What of a file's path comes after the folder's; for there may be a million files. */
  private static String relative(Path base, Path file) {
    String separator = file.getFileSystem().getSeparator();
    String folder = base.toString();
    int from = folder.length() + (folder.endsWith(separator) ? 0 : separator.length());
    String written = file.toString().substring(from);
    String path = separator.equals("/") ? written : written.replace(separator, "/");
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (Character.isISOControl(c) || c == '\\' || c == 0xfffd) {
        throw refused(path, "has a name with characters that cannot be kept");
      }
    }
    return path;
  }

  private static GodwitException refused(String file, String why) {
    return new GodwitException(
        ConfigError.REFUSED_FILE,
        file.replaceAll("\\p{Cntrl}", "?") + " " + why + "; replace it by a plain file.");
  }
}
