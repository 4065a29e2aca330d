package io.godwit.cli.command;

import io.godwit.api.run.Operations;
import io.godwit.api.run.RunEvent;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the engine of a project; in tests, one that is made up. */
public interface EngineOpener {

  /**
   * Opens it.
   *
   * @param project the folder of godwit.yaml; empty for an engine without a project
   * @param environment the environment that was chosen
   * @param listener is told what happens in runs
   */
  Engine open(Optional<Path> project, Optional<String> environment, Consumer<RunEvent> listener);

  /**
   * An open engine.
   *
   * @param operations what can be asked of it
   * @param closing closes it
   */
  record Engine(Operations operations, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }
}
