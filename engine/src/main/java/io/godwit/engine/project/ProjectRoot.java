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

/**
 * The folder of a project, which no path leaves: neither by its own parts nor through a link. Shown
 * paths are relative to it, with {@code /} between their parts.
 */
final class ProjectRoot {

  private static final int MOST_LISTED = 100_000;
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

  private final Path directory;
  private final Path real;

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
    try {
      Path path = unresolved(shown).toRealPath();
      if (!path.startsWith(real)) {
        throw leaves(shown);
      }
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile() && !attributes.isDirectory()) {
        throw new GodwitException(
            ConfigError.REFUSED_FILE, shown + " is neither a file nor a folder; replace it.");
      }
      return path;
    } catch (NoSuchFileException e) {
      throw missing(shown, e);
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
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
    Path path = located(shown);
    try {
      if (Files.isDirectory(path)) {
        throw new GodwitException(
            ConfigError.REFUSED_FILE, shown + " is a folder; name a file in it.");
      }
      return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
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
