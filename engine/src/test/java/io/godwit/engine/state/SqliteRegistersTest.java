package io.godwit.engine.state;

import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.Places;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.testkit.storage.StorageContract;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

/** Registers in SQLite behave as all others do. */
class SqliteRegistersTest extends StorageContract {

  @TempDir Path folder;
  private final Storage bytes = new MemoryStorage(new Places().clock());

  @Override
  protected Storage open() {
    StateLocation location = StateLocation.of("jdbc:sqlite:state.db", folder);
    return new RowsBeside(
        bytes, new StateRegisters(location, new Places().clock(), UnaryOperator.identity()));
  }
}
