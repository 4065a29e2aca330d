package io.godwit.engine.repository.file;

import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.StorageError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of a storage: finds and makes the place of each key, and never follows a link that
 * leads out of it.
 */
final class Folder {

  private final Path root;
  private final Set<Path> known = ConcurrentHashMap.newKeySet();

  Folder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  Path root() {
    return root;
  }

  /** The file of a key, whether or not there is one. */
  Path place(ObjectKey key) {
    Path place = root.resolve(key.value());
    for (Path path = place; !path.equals(root); path = parent(path)) {
      if (Files.isSymbolicLink(path)) {
        throw new GodwitException(
            StorageError.UNSAFE,
            path + " is a link, and a repository has none; put what it points at in its place");
      }
    }
    return place;
  }

  /** Makes the folders above a file, durably. */
  void makeParents(Path file) throws IOException {
    makeFolder(parent(file));
  }

  private void makeFolder(Path folder) throws IOException {
    if (known.contains(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      makeFolder(parent(folder));
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
      }
      force(parent(folder));
    }
    known.add(folder);
  }

  /** The folder above; every place in a storage has one. */
  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent(), "a storage is no file system's root");
  }

  /** Makes the entries of a folder durable, where the platform can. */
  static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
