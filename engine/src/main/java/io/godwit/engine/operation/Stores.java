package io.godwit.engine.operation;

import io.godwit.engine.state.StateStore;

/** The state store, opened when it is first needed. */
public interface Stores {

  /** For reading: one that does not exist yet is not made, and looks empty. */
  StateStore reading();

  /** For writing: one that does not exist yet is made. */
  StateStore writing();
}
