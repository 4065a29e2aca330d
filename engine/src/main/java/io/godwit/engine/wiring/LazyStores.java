package io.godwit.engine.wiring;

import io.godwit.engine.operation.Stores;
import io.godwit.engine.state.MemoryStateStore;
import io.godwit.engine.state.StateLocation;
import io.godwit.engine.state.StateStore;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The state store, opened when it is first needed. */
final class LazyStores implements Stores, AutoCloseable {

  private final StateLocation location;
  private final String system;
  private final InstantSource clock;
  private final UnaryOperator<Connection> around;
  private @Nullable StateStore open;
  private @Nullable StateStore empty;

  LazyStores(
      StateLocation location,
      String system,
      InstantSource clock,
      UnaryOperator<Connection> around) {
    this.location = location;
    this.system = system;
    this.clock = clock;
    this.around = around;
  }

  @Override
  public synchronized StateStore reading() {
    if (open != null || location.exists()) {
      return writing();
    }
    StateStore nothing = empty;
    if (nothing == null) {
      nothing = new MemoryStateStore(clock);
      empty = nothing;
    }
    return nothing;
  }

  @Override
  public synchronized StateStore writing() {
    StateStore store = open;
    if (store == null) {
      store = location.open(system, clock, around);
      open = store;
    }
    return store;
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
    }
    if (empty != null) {
      empty.close();
    }
  }
}
