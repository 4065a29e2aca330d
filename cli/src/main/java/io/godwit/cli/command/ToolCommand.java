package io.godwit.cli.command;

import io.godwit.api.config.Setting;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.name.TargetName;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.api.tool.ToolView;
import io.godwit.api.tool.ToolView.Argument;
import io.godwit.cli.error.CliError;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.progress.ToolProgress;
import io.godwit.cli.terminal.Signals;
import io.godwit.cli.tool.AnswerJson;
import io.godwit.cli.tool.AnswerText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A tool that a provider brings, as a command. */
final class ToolCommand extends GodwitCommand {

  private static final Place TYPED = Place.of("the command line");

  private final ToolView tool;
  CommandSpec spec = CommandSpec.create();

  ToolCommand(Session session, ToolView tool) {
    super(session);
    this.tool = tool;
  }

  @Override
  Answer answer(Session session) {
    ToolUse use = new ToolUse(tool.group(), tool.name(), target(), arguments());
    Stop stop = new Stop();
    stop.listen(session.world(), () -> {});
    try (ToolProgress progress = progress(session)) {
      Caller caller = caller(session, progress, stop);
      var answer = session.askAnywhere(engine -> engine.useTool(use, caller));
      return new Answer(
          AnswerJson.of(answer),
          page -> AnswerText.write(page, answer),
          Optional.empty(),
          stop.signal()
              .map(Signals.Ending::exitCode)
              .orElse((answer.good() ? ExitCode.DONE : ExitCode.INVALID).number()));
    }
  }

  private static ToolProgress progress(Session session) {
    boolean live = !session.options().quiet && session.terminal().ends().errIsLive();
    return live
        ? new ToolProgress(
            session.terminal().err(), session.terminal().ends().err(), System::nanoTime)
        : ToolProgress.silent();
  }

  private Caller caller(Session session, ToolProgress progress, Stop stop) {
    boolean yes = Boolean.TRUE.equals(spec.findOption(ToolCommands.YES).<Boolean>getValue());
    return new Caller() {
      @Override
      public Path folder() {
        return session.world().place().folder();
      }

      @Override
      public void progress(String what, long done, long total) {
        progress.show(what, done, total);
      }

      @Override
      public boolean confirms(String question) {
        if (yes || session.options().json) {
          return yes;
        }
        return session
            .terminal()
            .ask(question + " Type yes to go on: ")
            .filter("yes"::equals)
            .isPresent();
      }

      @Override
      public boolean stopRequested() {
        return stop.signal().isPresent();
      }
    };
  }

  private Optional<TargetName> target() {
    return Optional.ofNullable(spec.findOption(ToolCommands.TARGET))
        .flatMap(option -> Optional.ofNullable(option.<String>getValue()))
        .map(ToolCommand::target);
  }

  private static TargetName target(String said) {
    try {
      return new TargetName(said);
    } catch (IllegalArgumentException e) {
      throw new GodwitException(CliError.USAGE, "--target: " + e.getMessage(), e);
    }
  }

  private Setting.Mapping arguments() {
    Map<String, Setting> said = new LinkedHashMap<>();
    for (Argument argument : tool.arguments()) {
      Object value = ToolCommands.said(spec, argument).getValue();
      if (value instanceof List<?> words) {
        said.put(
            argument.key(),
            new Setting.Sequence(words.stream().map(ToolCommand::word).toList(), TYPED));
      } else if (value != null) {
        said.put(argument.key(), word(value));
      }
    }
    return new Setting.Mapping(said, TYPED);
  }

  private static Setting word(Object value) {
    return new Setting.Scalar(Optional.of(value.toString()), true, TYPED);
  }
}
