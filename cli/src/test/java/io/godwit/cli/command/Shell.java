package io.godwit.cli.command;

import io.godwit.cli.terminal.FakeEnds;
import io.godwit.cli.terminal.LiveLine;
import io.godwit.cli.terminal.Signals;
import io.godwit.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A shell in which the command line is tried, with an engine that is made up. */
final class Shell {

  final FakeEngine engine = new FakeEngine();
  final List<Consumer<Signals.Ending>> signals = new ArrayList<>();

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean terminal;
  private String typedIn = "";
  private int exit;

  Shell(Path folder) {
    this.folder = folder;
  }

  Shell onTerminal() {
    terminal = true;
    return this;
  }

  Shell answering(String line) {
    typedIn = line + "\n";
    return this;
  }

  Shell run(String... typed) {
    out.reset();
    err.reset();
    exit = new Cli(world(stream(out))).run(typed);
    return this;
  }

  World world(PrintStream results) {
    Terminal streams =
        new Terminal(
            new ByteArrayInputStream(typedIn.getBytes(StandardCharsets.UTF_8)),
            results,
            new LiveLine(stream(err)),
            new FakeEnds(terminal, 80));
    return new World(
        streams,
        engine,
        new World.Place(folder, () -> ZoneOffset.UTC, () -> "9.9.9", name -> Optional.empty()),
        signals::add);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  int exit() {
    return exit;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
