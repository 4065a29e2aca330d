package io.godwit.engine.state;

import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.Places;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.testkit.postgres.TestPostgres;
import io.godwit.testkit.storage.StorageContract;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Registers in PostgreSQL behave as all others do. */
class PostgresRegistersTest extends StorageContract {

  private final String url = TestPostgres.freshDatabase();
  private final Storage bytes = new MemoryStorage(new Places().clock());

  @Override
  protected Storage open() {
    StateLocation location = StateLocation.of(url, Path.of(""));
    return new RowsBeside(
        bytes, new StateRegisters(location, new Places().clock(), UnaryOperator.identity()));
  }
}
