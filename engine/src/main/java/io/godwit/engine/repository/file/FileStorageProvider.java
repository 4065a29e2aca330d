package io.godwit.engine.repository.file;

import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageError;
import io.godwit.api.storage.StorageLocation;
import io.godwit.api.storage.StorageProvider;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Set;

/** Opens {@code file:///folder}. */
public final class FileStorageProvider implements StorageProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public Storage open(StorageLocation location) {
    if (!location.options().isEmpty()) {
      throw new GodwitException(
          StorageError.BAD_LOCATION,
          "A repository in a folder has no options; remove " + location.options().keySet());
    }
    try {
      return new FileStorage(Path.of(location.uri()));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new GodwitException(
          StorageError.BAD_LOCATION,
          "Address " + location + " does not name a folder; write it as file:///path/of/folder",
          e);
    }
  }
}
