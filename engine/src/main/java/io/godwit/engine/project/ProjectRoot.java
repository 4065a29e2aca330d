package io.godwit.engine.project;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a project, which no path leaves: neither by its own parts nor through a link. Shown
 * paths are relative to it, with {@code /} between their parts.
 */
final class ProjectRoot {

  private static final int MOST_LISTED = 100_000;
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

  private final Path directory;
  private final Path real;

  /** Most files are asked for one after the other in one folder, whose links are followed once. */
  private volatile @Nullable Folder last;

  /** A folder, and where it is with all links followed. */
  private record Folder(String shown, Path real) {}

  /** A file or folder with all links followed. */
  private record Found(Path path, BasicFileAttributes attributes) {}

  /** The root of an existing folder. */
  ProjectRoot(Path directory) {
    this.directory = directory;
    try {
      this.real = directory.toRealPath();
    } catch (NoSuchFileException e) {
      throw new GodwitException(
          ConfigError.MISSING_FILE,
          "There is no folder " + directory + "; name another one with --project.",
          e);
    } catch (IOException e) {
      throw unreadable(directory.toString(), e);
    }
  }

  /** The folder as it was named. */
  Path directory() {
    return directory;
  }

  /**
   * The path from the root of what a path means that starts in a folder.
   *
   * @throws GodwitException if it leaves the project or is no path
   */
  String shown(String folder, String path) {
    if (path.isEmpty() || path.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
      throw new GodwitException(
          ConfigError.REFUSED_FILE,
          "'"
              + path.replaceAll("\\p{Cntrl}", "?")
              + "' is no path; write file and folder names with / between them.");
    }
    if (path.startsWith("/") || DRIVE.matcher(path).matches()) {
      throw leaves(path);
    }
    Deque<String> parts = new ArrayDeque<>();
    Stream.concat(Stream.of(folder.split("/")), Stream.of(path.split("/")))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .forEach(
            part -> {
              if (!part.equals("..")) {
                parts.addLast(part);
              } else if (parts.pollLast() == null) {
                throw leaves(path);
              }
            });
    return String.join("/", parts);
  }

  /** Whether there is a file or folder. */
  boolean exists(String shown) {
    return Files.exists(unresolved(shown));
  }

  /**
   * The file or folder itself, with all links followed.
   *
   * @throws GodwitException if there is none, it lies outside, or is neither file nor folder
   */
  Path located(String shown) {
    return found(shown).path();
  }

  /**
   * Whether that is a folder.
   *
   * @throws GodwitException as {@link #located}
   */
  boolean isFolder(String shown) {
    return found(shown).attributes().isDirectory();
  }

  private Found found(String shown) {
    try {
      Found found = follow(shown);
      if (!found.attributes().isRegularFile() && !found.attributes().isDirectory()) {
        throw new GodwitException(
            ConfigError.REFUSED_FILE, shown + " is neither a file nor a folder; replace it.");
      }
      return found;
    } catch (NoSuchFileException e) {
      throw missing(shown, e);
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
  }

  private Found follow(String shown) throws IOException {
    int slash = shown.lastIndexOf('/');
    String name = shown.substring(slash + 1);
    if (slash > 0 && !name.isEmpty() && !name.startsWith(".")) {
      Path path = folder(shown.substring(0, slash)).resolve(unresolved(shown).getFileName());
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isSymbolicLink()) {
        return new Found(path, attributes);
      }
    }
    Path path = inside(shown);
    return new Found(path, Files.readAttributes(path, BasicFileAttributes.class));
  }

  private Path folder(String shown) throws IOException {
    Folder known = last;
    if (known == null || !known.shown().equals(shown)) {
      known = new Folder(shown, inside(shown));
      last = known;
    }
    return known.real();
  }

  private Path inside(String shown) throws IOException {
    Path path = unresolved(shown).toRealPath();
    if (!path.startsWith(real)) {
      throw leaves(shown);
    }
    return path;
  }

  /** The bytes of a file; one more than the limit when there are more. */
  byte[] bytes(String shown, int limit) {
    try (InputStream in = open(shown)) {
      return in.readNBytes(limit + 1);
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
  }

  /** Opens a file; the caller closes it. */
  InputStream open(String shown) {
    Found found = found(shown);
    try {
      if (found.attributes().isDirectory()) {
        throw new GodwitException(
            ConfigError.REFUSED_FILE, shown + " is a folder; name a file in it.");
      }
      return Files.newInputStream(found.path(), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
  }

  /** The names of what is in a folder, sorted; hidden ones left out. */
  List<String> list(String shown) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(located(shown))) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() > MOST_LISTED) {
          throw new GodwitException(
              ConfigError.TOO_MANY_FILES,
              shown + " has more than " + MOST_LISTED + " files; that is no folder to read.");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unreadable(shown, e);
    }
    return names.stream().filter(name -> !name.startsWith(".")).sorted().toList();
  }

  static GodwitException missing(String shown, Throwable cause) {
    return new GodwitException(
        ConfigError.MISSING_FILE, "There is no " + shown + " in the project; add it.", cause);
  }

  static GodwitException unreadable(String shown, Exception cause) {
    return new GodwitException(
        ConfigError.UNREADABLE,
        shown + " cannot be read (" + cause.getClass().getSimpleName() + "); look at its rights.",
        cause);
  }

  private Path unresolved(String shown) {
    try {
      return real.resolve(shown);
    } catch (InvalidPathException e) {
      throw new GodwitException(
          ConfigError.REFUSED_FILE, "'" + shown + "' is no path here: " + e.getReason(), e);
    }
  }

  private static GodwitException leaves(String path) {
    return new GodwitException(
        ConfigError.LEAVES_PROJECT,
        path + " leads out of the project; copy what it names into the project.");
  }
}
