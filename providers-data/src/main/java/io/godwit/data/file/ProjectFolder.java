package io.godwit.data.file;

import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.data.error.DataError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The folder of a project, which no path leaves: neither by its own parts nor through a link.
 *
 * @param directory the folder
 */
public record ProjectFolder(Path directory) {

  /**
   * The file of a path, whether or not there is one.
   *
   * @throws GodwitException if the path leaves the folder, leads through a link out of it, or names
   *     something that is no file
   */
  public Path file(String path) {
    Optional<String> wrong = ArtifactFile.wrongWithPath(path);
    if (wrong.isPresent()) {
      throw refused(path, wrong.get() + "; write it relative to the project, with /");
    }
    try {
      Path root = directory.toRealPath();
      Path file = root.resolve(path);
      Path parent = file.getParent();
      while (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
        parent = parent.getParent();
      }
      if (parent == null || !parent.toRealPath().startsWith(root)) {
        throw refused(path, "leads out of the project; put a file into the project in its place");
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(path, "is a link, a folder or a device; put a plain file in its place");
      }
      return file;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * The bytes of a file; empty if there is none. One more than the limit when there are more.
   *
   * @throws GodwitException if it cannot be read
   */
  public Optional<byte[]> read(String path, int limit) {
    try (InputStream in = Files.newInputStream(file(path), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(in.readNBytes(limit + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * The digest of a file; empty if there is none.
   *
   * @throws GodwitException if it cannot be read
   */
  public Optional<Digest> digest(String path) {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file(path), LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
      return Optional.of(Digest.finish(sha256));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static GodwitException refused(String path, String why) {
    String shown = path.replaceAll("\\p{Cntrl}", "?");
    return new GodwitException(DataError.FILE_REFUSED, "'" + shown + "' " + why);
  }

  static GodwitException unreadable(String path, IOException e) {
    return new GodwitException(
        DataError.FILE_UNREADABLE,
        path + " cannot be read (" + e.getClass().getSimpleName() + "); look at its rights",
        e);
  }
}
