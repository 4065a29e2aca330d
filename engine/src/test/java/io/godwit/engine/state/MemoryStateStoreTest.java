package io.godwit.engine.state;

import java.time.InstantSource;

class MemoryStateStoreTest extends StateStoreContract {

  @Override
  StateStore open(InstantSource clock) {
    return new MemoryStateStore(clock);
  }

  @Override
  StateStore beside() {
    return store();
  }

  @Override
  StateStore another() {
    return new MemoryStateStore(() -> NOON);
  }
}
