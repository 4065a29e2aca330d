package io.godwit.api.provider;

import io.godwit.api.storage.Storage;
import java.sql.Connection;

/**
 * Lays something of the embedder's around what the engine and its providers reach the outside by: a
 * tracer, a meter, a fault injector. What it returns is used in place of what it was given, and
 * closed in its place.
 */
public interface Interceptor {

  /** Leaves everything as it is. */
  Interceptor NONE = new Interceptor() {};

  /** Around a connection to a database that was just made. May be called by several threads. */
  default Connection connection(Connection made) {
    return made;
  }

  /** Around the storage of the repository. */
  default Storage storage(Storage opened) {
    return opened;
  }
}
