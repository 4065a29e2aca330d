package io.godwit.cli.command;

import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.text.Page;
import io.godwit.cli.text.Table;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a command understands: its own options first, then those that all have. */
final class HelpText {

  private static final String SECTION = "godwit";

  private HelpText() {}

  /** Lets this command and all below it tell about themselves so. */
  static void use(CommandLine line, Supplier<Look> look) {
    line.setHelpSectionKeys(List.of(SECTION));
    line.getHelpSectionMap().put(SECTION, help -> text(help.commandSpec(), look.get()));
    line.getSubcommands().values().forEach(below -> use(below, look));
  }

  private static String text(CommandSpec command, Look look) {
    Page page = new Page(look);
    page.line(Span.strong(synopsis(command)));
    page.gap().prose(String.join(" ", command.usageMessage().description()));
    Table commands = Table.bare();
    command
        .subcommands()
        .forEach(
            (name, line) ->
                commands.row(
                    Span.strong(name),
                    Span.plain(
                        String.join(" ", line.getCommandSpec().usageMessage().description()))));
    section(page, "Commands", commands);
    Table own = Table.bare();
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      own.row(
          Span.strong(parameter.paramLabel()),
          Span.plain(String.join(" ", parameter.description())));
    }
    options(own, command, false);
    section(page, "Options", own);
    Table common = Table.bare();
    options(common, command, true);
    section(page, "Options of every command", common);
    return page.toString();
  }

  private static void section(Page page, String heading, Table table) {
    if (!table.isEmpty()) {
      page.gap().line(Span.quiet(heading)).table(table);
    }
  }

  private static String synopsis(CommandSpec command) {
    StringBuilder line = new StringBuilder(command.qualifiedName(" "));
    if (!command.subcommands().isEmpty()) {
      line.append(" COMMAND");
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
      line.append(parameter.required() ? " " + label : " [" + label + "]");
    }
    return line.append(" [OPTION...]").toString();
  }

  private static void options(Table table, CommandSpec command, boolean common) {
    boolean top = command.parent() == null;
    command.options().stream()
        .filter(
            option ->
                (top ? !option.longestName().equals("--version") : option.inherited()) == common)
        .sorted(Comparator.comparing(OptionSpec::order))
        .forEach(option -> table.row(Span.strong(name(option)), Span.plain(said(option))));
  }

  private static String name(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private static String said(OptionSpec option) {
    return String.join(" ", option.description());
  }
}
