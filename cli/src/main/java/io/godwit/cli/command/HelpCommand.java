package io.godwit.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = HelpCommand.NAME,
    description = "Tell about Godwit, or about one command.",
    helpCommand = true)
final class HelpCommand implements Callable<Integer> {

  static final String NAME = "help";

  @Parameters(paramLabel = "COMMAND", arity = "0..2", description = "The command.")
  List<String> command = List.of();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine root = spec.commandLine().getParent();
    CommandLine about = root;
    for (String name : command) {
      about = named(about, name);
    }
    about.usage(root.getOut());
    return 0;
  }

  private CommandLine named(CommandLine root, String name) {
    CommandLine found = root.getSubcommands().get(name);
    if (found == null) {
      throw new ParameterException(spec.commandLine(), "There is no command '" + name + "'");
    }
    return found;
  }
}
