package io.godwit.cli.command;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.tool.ToolView;
import io.godwit.cli.error.CliError;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.error.Trouble;
import io.godwit.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    try {
      CommandLine line = commands(root, session, words);
      int exit = line.execute(typed);
      return terminal.out().checkError() ? session.complain(lost()) : exit;
    } catch (GodwitException e) {
      root.options.json = words.contains("--json");
      return session.fail(e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return session.fail(e);
    }
  }

  private static CommandLine commands(Root root, Session session, List<String> typed) {
    CommandLine line = new CommandLine(root);
    Map<String, Function<Session, Object>> known = known();
    FirstWords first = FirstWords.of(typed);
    // The first word says it nearly always; to look at every command takes as long as to run one.
    Optional<Function<Session, Object>> only = first.words().stream().findFirst().map(known::get);
    if (only.isPresent() && !first.words().get(0).equals(HelpCommand.NAME)) {
      line.addSubcommand(only.get().apply(session));
    } else if (first.command().map(known::containsKey).orElse(!asksForHelp(typed))) {
      known.values().forEach(command -> line.addSubcommand(command.apply(session)));
    } else {
      addTools(line, session, known, first);
    }
    line.registerConverter(Version.class, version());
    HelpText.use(line, () -> session.terminal().ends().out());
    line.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, args) -> misuse(session, e, args));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, result) -> session.fail(e));
    line.setExecutionStrategy(
        parsed -> {
          if (parsed.hasSubcommand()) {
            return new CommandLine.RunLast().execute(parsed);
          }
          return bare(root, session, parsed.commandSpec().commandLine(), first);
        });
    return line;
  }

  private static void addTools(
      CommandLine line,
      Session session,
      Map<String, Function<Session, Object>> known,
      FirstWords first) {
    Map<String, List<ToolView>> groups = ToolCommands.groups(session, first);
    groups.keySet().removeAll(known.keySet());
    Optional<String> group = first.words().stream().findFirst().filter(groups::containsKey);
    if (group.isPresent()) {
      groups.keySet().retainAll(Set.of(group.get()));
    } else {
      known.values().forEach(command -> line.addSubcommand(command.apply(session)));
    }
    groups.forEach((name, tools) -> ToolCommands.add(line, session, name, tools));
  }

  private static boolean asksForHelp(List<String> typed) {
    return typed.contains("--help") || typed.contains("-h") || typed.contains(HelpCommand.NAME);
  }

  private static Map<String, Function<Session, Object>> known() {
    Map<String, Function<Session, Object>> known = new LinkedHashMap<>();
    known.put("init", InitCommand::new);
    known.put("create", CreateCommand::new);
    known.put("status", StatusCommand::new);
    known.put("plan", PlanCommand::new);
    known.put("up", UpCommand::new);
    known.put("down", DownCommand::new);
    known.put("resume", ResumeCommand::new);
    known.put("rollback", RollbackCommand::new);
    known.put("points", PointsCommand::new);
    known.put("backup", BackupCommand::new);
    known.put("retire", RetireCommand::new);
    known.put("recover", RecoverCommand::new);
    known.put("resolve", ResolveCommand::new);
    known.put("baseline", BaselineCommand::new);
    known.put("import-history", ImportHistoryCommand::new);
    known.put("force", ForceCommand::new);
    known.put("repair", RepairCommand::new);
    known.put("history", HistoryCommand::new);
    known.put("show", ShowCommand::new);
    known.put("validate", ValidateCommand::new);
    known.put("verify", VerifyCommand::new);
    known.put("lint", LintCommand::new);
    known.put("drift", DriftCommand::new);
    known.put("evolution", EvolutionCommand::new);
    known.put("try", TryCommand::new);
    known.put("doctor", DoctorCommand::new);
    known.put("version", VersionCommand::new);
    known.put(HelpCommand.NAME, session -> new HelpCommand());
    return known;
  }

  private static int bare(Root root, Session session, CommandLine line, FirstWords first) {
    if (root.options.help && !first.words().isEmpty()) {
      return session.fail(
          Trouble.usage(
              told(new UnmatchedArgumentException(line, first.words())),
              "`godwit --help` lists the commands."));
    }
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
