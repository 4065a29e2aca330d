package io.godwit.engine.repository.memory;

import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.Places;
import io.godwit.testkit.storage.StorageContract;

class MemoryStorageContractTest extends StorageContract {

  private final Storage storage = new MemoryStorage(new Places().clock());

  @Override
  protected Storage open() {
    return storage;
  }
}
