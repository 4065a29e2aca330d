package io.godwit.cli.command;

import io.godwit.api.error.Fault;
import io.godwit.api.name.Version;
import io.godwit.cli.error.CliError;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.error.Trouble;
import io.godwit.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: what was typed in, an exit code out. */
public final class Cli {

  private final World world;

  /** A command line in these surroundings. */
  public Cli(World world) {
    this.world = world;
  }

  @Command(
      name = "godwit",
      description =
          "Moves a system's database, knowledge base, models and configuration from one version to"
              + " the next as one, and back as one.")
  static final class Root {
    @Mixin GlobalOptions options = new GlobalOptions();

    @Option(names = "--version", description = "Show the version.")
    boolean version;
  }

  /** Runs what was typed. */
  public int run(String... typed) {
    List<String> words = List.of(typed);
    Terminal terminal =
        words.contains("--no-color") ? world.terminal().withoutColour() : world.terminal();
    Root root = new Root();
    Session session = new Session(world.with(terminal), root.options);
    CommandLine line = commands(root, session);
    try {
      int exit = line.execute(typed);
      return terminal.out().checkError() ? session.complain(lost()) : exit;
    } catch (StackOverflowError | OutOfMemoryError e) {
      return session.fail(e);
    }
  }

  private static CommandLine commands(Root root, Session session) {
    CommandLine line = new CommandLine(root);
    for (Object command : all(session)) {
      line.addSubcommand(command);
    }
    line.addSubcommand(new HelpCommand());
    line.registerConverter(Version.class, version());
    HelpText.use(line, () -> session.terminal().ends().out());
    line.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, args) -> misuse(session, e, args));
    line.setExecutionExceptionHandler((e, command, result) -> session.fail(e));
    line.setExecutionStrategy(
        parsed -> {
          if (parsed.hasSubcommand()) {
            return new CommandLine.RunLast().execute(parsed);
          }
          return bare(root, session, parsed.commandSpec().commandLine());
        });
    return line;
  }

  private static List<Object> all(Session session) {
    return List.of(
        new InitCommand(session),
        new CreateCommand(session),
        new StatusCommand(session),
        new PlanCommand(session),
        new UpCommand(session),
        new DownCommand(session),
        new ResumeCommand(session),
        new RollbackCommand(session),
        new PointsCommand(session),
        new RetireCommand(session),
        new RecoverCommand(session),
        new ResolveCommand(session),
        new HistoryCommand(session),
        new ShowCommand(session),
        new ValidateCommand(session),
        new DoctorCommand(session),
        new VersionCommand(session));
  }

  private static int bare(Root root, Session session, CommandLine line) {
    if (root.options.help) {
      line.usage(line.getOut());
      return ExitCode.DONE.number();
    }
    if (root.version) {
      return session.deliver(new VersionCommand(session).answer(session));
    }
    return session.fail(Trouble.usage("Say what to do.", "`godwit --help` lists the commands."));
  }

  private static ITypeConverter<Version> version() {
    return text -> {
      try {
        return new Version(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static int misuse(Session session, ParameterException e, String[] typed) {
    session.options().json = List.of(typed).contains("--json");
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    return session.fail(
        Trouble.usage(told(e), "`" + command + " --help` tells what it understands."));
  }

  private static String told(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return e.getMessage() + ".";
    }
    boolean unknownCommand = e.getCommandLine().getParent() == null && !unmatched.isUnknownOption();
    String what =
        unknownCommand
            ? "There is no command '" + unmatched.getUnmatched().get(0) + "'."
            : e.getMessage() + ".";
    List<String> near = unmatched.getSuggestions();
    return near.isEmpty() ? what : what + " Did you mean " + near.get(0) + "?";
  }

  private static Trouble lost() {
    return new Trouble(
        List.of(
            Fault.of(CliError.OUTPUT_LOST, "The result could not be written to standard output.")),
        "What the command did is done: `godwit status` shows where everything stands.",
        "",
        ExitCode.FAILED);
  }
}
