package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Operations;
import io.godwit.api.tool.ToolView;
import io.godwit.api.tool.ToolView.Argument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands that the providers of a project bring: {@code godwit GROUP TOOL}. */
final class ToolCommands {

  static final String TARGET = "--target";
  static final String YES = "--yes";

  private ToolCommands() {}

  /**
   * Those of the project that is meant, by group; where no project is, or one that cannot be read
   * and help is all that is wanted, those of the class path.
   */
  static Map<String, List<ToolView>> groups(Session session, FirstWords typed) {
    session.options().project = typed.project();
    session.options().environment = typed.environment();
    return known(session, typed).stream()
        .collect(Collectors.groupingBy(ToolView::group, TreeMap::new, Collectors.toList()));
  }

  private static List<ToolView> known(Session session, FirstWords typed) {
    try {
      return session.askAnywhere(Operations::tools);
    } catch (GodwitException e) {
      if (typed.command().isPresent()) {
        throw e;
      }
      return session.askWithoutProject(Operations::tools);
    }
  }

  static void add(CommandLine root, Session session, String group, List<ToolView> tools) {
    root.addSubcommand(group, group(session, tools));
  }

  private static CommandSpec group(Session session, List<ToolView> tools) {
    CommandSpec group = CommandSpec.create();
    group
        .usageMessage()
        .description(
            tools.stream().map(ToolView::name).collect(Collectors.joining(", ", "", "."))
                + (tools.get(0).targeted() ? " Brought by a provider." : ""));
    tools.forEach(tool -> group.addSubcommand(tool.name(), tool(session, tool)));
    return group;
  }

  private static CommandSpec tool(Session session, ToolView tool) {
    ToolCommand command = new ToolCommand(session, tool);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    command.spec = spec;
    spec.usageMessage().description(tool.description());
    int place = 0;
    for (Argument argument : tool.arguments()) {
      if (argument.form() == ToolView.Form.PLACE) {
        spec.addPositional(place(argument, place++));
      } else {
        spec.addOption(option(argument));
      }
    }
    if (tool.targeted()) {
      spec.addOption(
          OptionSpec.builder(TARGET)
              .paramLabel("NAME")
              .type(String.class)
              .arity("1")
              .description("The target, where the project has several of this kind.")
              .build());
    }
    spec.addOption(
        OptionSpec.builder("-y", YES)
            .type(boolean.class)
            .description("Do not ask before something is written over or taken away.")
            .build());
    return spec;
  }

  private static PositionalParamSpec place(Argument argument, int index) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label(argument))
        .description(argument.description())
        .build();
  }

  private static OptionSpec option(Argument argument) {
    OptionSpec.Builder option =
        OptionSpec.builder(name(argument)).description(said(argument)).paramLabel(label(argument));
    return switch (argument.form()) {
      case FLAG -> option.type(boolean.class).arity("0").build();
      case REPEATED -> option.type(List.class).auxiliaryTypes(String.class).arity("1").build();
      case OPTION, PLACE -> option.type(String.class).arity("1").build();
    };
  }

  private static String said(Argument argument) {
    return argument
        .byDefault()
        .filter(value -> argument.form() == ToolView.Form.OPTION)
        .map(value -> (argument.description() + " " + value + " if not said.").strip())
        .orElse(argument.description());
  }

  private static String name(Argument argument) {
    return "--" + argument.key();
  }

  private static String label(Argument argument) {
    return argument.key().toUpperCase(Locale.ROOT);
  }

  /** What was said for an argument; null when nothing was. */
  static ArgSpec said(CommandSpec spec, Argument argument) {
    return argument.form() == ToolView.Form.PLACE
        ? spec.positionalParameters().stream()
            .filter(parameter -> parameter.paramLabel().equals(label(argument)))
            .findFirst()
            .orElseThrow()
        : spec.findOption(name(argument));
  }
}
