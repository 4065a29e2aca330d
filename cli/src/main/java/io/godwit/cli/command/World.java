package io.godwit.cli.command;

import io.godwit.cli.terminal.Signals;
import io.godwit.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is outside of the commands.
 *
 * @param terminal the streams
 * @param engines opens engines
 * @param place where and when the command was given
 * @param signals calls back for every signal that asks the process to end
 */
public record World(
    Terminal terminal,
    EngineOpener engines,
    Place place,
    Consumer<Consumer<Signals.Ending>> signals) {

  /**
   * Where and when the command was given. What takes time to find out is asked for when it is
   * needed.
   *
   * @param folder the working folder
   * @param zone the person's time zone
   * @param version Godwit's version
   * @param variables looks up an environment variable
   */
  public record Place(
      Path folder,
      Supplier<ZoneId> zone,
      Supplier<String> version,
      Function<String, Optional<String>> variables) {}

  World with(Terminal other) {
    return new World(other, engines, place, signals);
  }
}
