package io.godwit.cli;

import io.godwit.api.run.RunEvent;
import io.godwit.cli.command.Cli;
import io.godwit.cli.command.EngineOpener;
import io.godwit.cli.command.World;
import io.godwit.cli.terminal.LiveLine;
import io.godwit.cli.terminal.Signals;
import io.godwit.cli.terminal.SystemEnds;
import io.godwit.cli.terminal.Terminal;
import io.godwit.engine.Godwit;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the godwit command begins: it puts the real surroundings together. */
public final class Main {

  private static final String LOG = "org.slf4j.simpleLogger.";

  private Main() {}

  /** Runs what was typed and ends the process. */
  public static void main(String[] typed) {
    configureLog(List.of(typed));
    // Guice would write classes for speed that a process of a second never earns back.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    LiveLine err = new LiveLine(stream(FileDescriptor.err));
    System.setErr(err.others());
    Terminal terminal =
        new Terminal(System.in, stream(FileDescriptor.out), err, new SystemEnds(System.getenv()));
    World.Place place =
        new World.Place(
            Path.of("").toAbsolutePath(), ZoneId::systemDefault, Main::version, Main::variable);
    System.exit(new Cli(new World(terminal, Main::open, place, Signals::on)).run(typed));
  }

  private static EngineOpener.Engine open(
      Optional<Path> project, Optional<String> environment, Consumer<RunEvent> listener) {
    Godwit.Builder builder = Godwit.builder().variables(Main::variable).listener(listener);
    project.ifPresentOrElse(builder::project, builder::withoutProject);
    environment.ifPresent(builder::environment);
    Godwit engine = builder.build();
    return new EngineOpener.Engine(engine, engine::close);
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  /** Always UTF-8: what is written may be read by another program, in another locale. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** The log reads its configuration when the first logger is made, which is later. */
  private static void configureLog(List<String> typed) {
    boolean verbose = typed.contains("--verbose") || typed.contains("-v");
    System.setProperty(LOG + "defaultLogLevel", verbose ? "debug" : "warn");
    System.setProperty(LOG + "showThreadName", Boolean.toString(verbose));
    System.setProperty(LOG + "showLogName", Boolean.toString(verbose));
    System.setProperty(LOG + "showDateTime", Boolean.toString(verbose));
    System.setProperty(LOG + "dateTimeFormat", "HH:mm:ss.SSS");
  }

  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(not released)");
  }
}
