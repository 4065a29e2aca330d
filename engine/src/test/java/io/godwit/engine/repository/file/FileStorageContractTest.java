package io.godwit.engine.repository.file;

import io.godwit.api.storage.Storage;
import io.godwit.testkit.storage.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStorageContractTest extends StorageContract {

  @TempDir Path folder;

  @Override
  protected Storage open() {
    return new FileStorage(folder.resolve("store"));
  }
}
