package io.godwit.cli.command;

import io.godwit.cli.terminal.Signals;
import io.godwit.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A person's wish to end: the first signal asks whatever runs to stop, the second ends it. */
final class Stop {

  private final AtomicReference<Signals.@Nullable Ending> asked = new AtomicReference<>();

  /** From now on a signal calls this instead of ending the process. */
  void listen(World world, Runnable stop) {
    world.signals().accept(signal -> take(world.terminal(), signal, stop));
  }

  /** The signal that came first. */
  Optional<Signals.Ending> signal() {
    return Optional.ofNullable(asked.get());
  }

  private void take(Terminal terminal, Signals.Ending signal, Runnable stop) {
    if (asked.getAndSet(signal) != null) {
      terminal.err().clear();
      Runtime.getRuntime().halt(signal.exitCode());
    }
    terminal
        .err()
        .others()
        .println("Stopping after the present batch; once more, and it stops at once.");
    stop.run();
  }
}
