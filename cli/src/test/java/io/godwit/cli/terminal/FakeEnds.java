package io.godwit.cli.terminal;

import java.util.OptionalInt;

/**
 * Ends that are what a test says.
 *
 * @param terminal whether all three are a terminal
 * @param columns how wide it is
 */
public record FakeEnds(boolean terminal, int columns) implements Terminal.Ends {

  @Override
  public boolean inIsTerminal() {
    return terminal;
  }

  @Override
  public Look out() {
    return terminal ? new Look(true, true, OptionalInt.of(columns)) : Look.PLAIN;
  }

  @Override
  public Look err() {
    return out();
  }

  @Override
  public boolean errIsLive() {
    return terminal;
  }
}
