package io.godwit.engine.repository.catalog;

import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.StorageError;
import io.godwit.engine.repository.format.Descriptor;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.object.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lets nobody in who does not know the repository's format, and makes a repository where none is.
 */
public final class Gate {

  private static final int LARGEST = 64 << 10;

  private final ObjectStore store;
  private final Roots roots;
  private volatile Optional<Descriptor> passed = Optional.empty();

  public Gate(ObjectStore store, Roots roots) {
    this.store = store;
    this.roots = roots;
  }

  /** Whether there is a repository, which this program can read. */
  public boolean readable() {
    return look().isPresent();
  }

  /** Makes sure that there is a repository to which this program can write. */
  public void requireWritable() {
    look().orElseGet(this::make).requireWritable(store.storage().description());
  }

  private Optional<Descriptor> look() {
    if (passed.isEmpty()) {
      passed = read();
    }
    return passed;
  }

  private Optional<Descriptor> read() {
    if (store.storage().head(Descriptor.KEY).map(ObjectHead::sizeBytes).isEmpty()) {
      return Optional.empty();
    }
    try {
      return readOnce();
    } catch (GodwitException lostOnTheWay) {
      return readOnce();
    }
  }

  private Optional<Descriptor> readOnce() {
    try (InputStream in = store.storage().read(Descriptor.KEY)) {
      return Optional.of(Descriptor.read(in.readNBytes(LARGEST), store.storage().description()));
    } catch (IOException e) {
      throw new GodwitException(
          StorageError.UNAVAILABLE,
          "Object " + Descriptor.KEY + " in " + store.storage().description() + " cannot be read",
          e);
    }
  }

  /** The root comes first: a repository without one has lost it. */
  private Descriptor make() {
    roots.makeFirst();
    byte[] bytes = Documents.writeChecked(Descriptor.of(store.ids().next()));
    try {
      store.create(Descriptor.KEY, Body.of(bytes));
    } catch (GodwitException e) {
      if (e.code() != StorageError.KEY_EXISTS) {
        throw e;
      }
    }
    return look().orElseThrow(() -> ObjectStore.damaged(Descriptor.KEY, "is missing", null));
  }
}
