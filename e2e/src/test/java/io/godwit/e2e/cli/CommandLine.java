package io.godwit.e2e.cli;

import io.godwit.cli.command.Cli;
import io.godwit.cli.command.EngineOpener;
import io.godwit.cli.command.World;
import io.godwit.cli.terminal.LiveLine;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Terminal;
import io.godwit.engine.Godwit;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;

/** Commands in a folder, with the real engine behind them, and no terminal before them. */
final class CommandLine {

  /** What a command said. */
  record Said(int exit, String out, String err) {}

  private final Path folder;

  CommandLine(Path folder) {
    this.folder = folder;
  }

  Said run(String... typed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(), stream(out), new LiveLine(stream(err)), new Pipes());
    World.Place place =
        new World.Place(folder, () -> ZoneOffset.UTC, () -> "0", name -> Optional.empty());
    int exit = new Cli(new World(terminal, opener(), place, handler -> {})).run(typed);
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static EngineOpener opener() {
    return (project, environment, listener) -> {
      Godwit.Builder builder =
          Godwit.builder().variables(name -> Optional.empty()).listener(listener);
      project.ifPresentOrElse(builder::project, builder::withoutProject);
      environment.ifPresent(builder::environment);
      Godwit engine = builder.build();
      return new EngineOpener.Engine(engine, engine::close);
    };
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static final class Pipes implements Terminal.Ends {
    @Override
    public boolean inIsTerminal() {
      return false;
    }

    @Override
    public Look out() {
      return Look.PLAIN;
    }

    @Override
    public Look err() {
      return Look.PLAIN;
    }

    @Override
    public boolean errIsLive() {
      return false;
    }
  }
}
