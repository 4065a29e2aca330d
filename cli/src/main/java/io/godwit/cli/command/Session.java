package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Operations;
import io.godwit.api.run.RunEvent;
import io.godwit.cli.error.Trouble;
import io.godwit.cli.error.TroubleText;
import io.godwit.cli.json.JsonDocument;
import io.godwit.cli.json.TroubleJson;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Terminal;
import io.godwit.cli.text.Page;
import io.godwit.cli.text.Words;
import io.godwit.engine.config.ConfigError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One call of the command line: its options, its surroundings, and how it answers. */
final class Session {

  static final String PROJECT_FILE = "godwit.yaml";

  private final World world;
  private final GlobalOptions options;
  private Trouble.Reach reach = Trouble.Reach.READING;

  Session(World world, GlobalOptions options) {
    this.world = world;
    this.options = options;
  }

  GlobalOptions options() {
    return options;
  }

  World world() {
    return world;
  }

  Terminal terminal() {
    return world.terminal();
  }

  Words words() {
    return new Words(world.place().zone().get());
  }

  /** From now on a failure may leave something changed: the first event says that it has begun. */
  void changing() {
    reach = Trouble.Reach.NOT_BEGUN;
  }

  /** Asks the engine of the project something. */
  <T> T ask(Function<Operations, T> question) {
    return ask(event -> {}, question);
  }

  /** Asks the engine of the project something that makes events. */
  <T> T ask(Consumer<RunEvent> listener, Function<Operations, T> question) {
    Consumer<RunEvent> watched =
        event -> {
          reach = Trouble.Reach.BEGUN;
          listener.accept(event);
        };
    return open(Optional.of(project()), watched, question);
  }

  /** Asks the engine of the project, or where no project is and none is named, one without. */
  <T> T askAnywhere(Function<Operations, T> question) {
    Optional<Path> project = findProject();
    return open(
        options.project.isPresent() ? Optional.of(project()) : project, event -> {}, question);
  }

  /** Asks an engine that has no project. */
  <T> T askWithoutProject(Function<Operations, T> question) {
    return open(Optional.empty(), event -> {}, question);
  }

  private <T> T open(
      Optional<Path> project, Consumer<RunEvent> listener, Function<Operations, T> question) {
    try (EngineOpener.Engine engine =
        world.engines().open(project, options.environment, listener)) {
      return question.apply(engine.operations());
    }
  }

  /** The folder of the project: the one that was named, or the nearest upward. */
  Path project() {
    Path start = folder();
    if (options.project.isPresent()) {
      if (Files.isRegularFile(start.resolve(PROJECT_FILE))) {
        return start;
      }
      throw new GodwitException(
          ConfigError.NO_PROJECT,
          "There is no godwit.yaml in "
              + options.project.get()
              + "; `godwit init --project "
              + options.project.get()
              + "` makes one.");
    }
    return findProject()
        .orElseThrow(
            () ->
                new GodwitException(
                    ConfigError.NO_PROJECT,
                    "There is no godwit.yaml in "
                        + start
                        + " or a folder above it; name a project with --project DIR, or make one"
                        + " with `godwit init`."));
  }

  private Optional<Path> findProject() {
    for (Path at = folder(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(PROJECT_FILE))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The folder that was named, or the one in which the command was given. */
  Path folder() {
    Path here = world.place().folder();
    return options.project.map(here::resolve).orElse(here).toAbsolutePath().normalize();
  }

  int deliver(Answer answer) {
    if (options.json) {
      terminal().out().print(JsonDocument.of(answer.json()));
    } else {
      write(answer.text(), terminal().ends().out(), terminal().out()::print);
    }
    terminal().out().flush();
    answer
        .after()
        .ifPresent(text -> write(text, terminal().ends().err(), terminal().err().others()::print));
    return answer.exit();
  }

  int fail(Throwable e) {
    Trouble trouble = Trouble.of(e, reach);
    int exit = fail(trouble);
    if (options.stacktrace) {
      terminal().err().others().print(TroubleText.trace(e));
    }
    return exit;
  }

  int fail(Trouble trouble) {
    if (!options.json) {
      return complain(trouble);
    }
    terminal().out().print(JsonDocument.of(TroubleJson.of(trouble)));
    terminal().out().flush();
    return trouble.exit().number();
  }

  /** Tells it on standard error, whatever form was asked for. */
  int complain(Trouble trouble) {
    write(
        page -> TroubleText.write(page, trouble),
        terminal().ends().err(),
        terminal().err().others()::print);
    return trouble.exit().number();
  }

  private static void write(Consumer<Page> text, Look look, Consumer<String> out) {
    Page page = new Page(look);
    text.accept(page);
    out.accept(page.toString());
  }
}
