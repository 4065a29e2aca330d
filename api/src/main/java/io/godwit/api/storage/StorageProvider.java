package io.godwit.api.storage;

import java.util.Set;

/**
 * Opens storages of one kind. Found by {@link java.util.ServiceLoader} through a file {@code
 * META-INF/services/io.godwit.api.storage.StorageProvider}, chosen by the scheme of the URL.
 *
 * <p>An instance has no state and is used by many threads.
 */
public interface StorageProvider {

  /** The URL schemes that this provider opens, in lower case; unique among all that are found. */
  Set<String> schemes();

  /**
   * Opens a storage. Changes nothing there and need not reach it: a server that does not answer is
   * reported by the first call.
   *
   * @throws io.godwit.api.error.GodwitException with {@link StorageError#BAD_LOCATION} if the
   *     location cannot be right
   */
  Storage open(StorageLocation location);
}
