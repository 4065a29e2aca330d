package io.godwit.cli.command;

import io.godwit.cli.terminal.Span;
import io.godwit.engine.project.Scaffold;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "init", description = "Make a project of this folder, or of --project DIR.")
final class InitCommand extends GodwitCommand {

  InitCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    Path folder = session.folder();
    List<String> made = new Scaffold(Clock.systemUTC()).init(folder);
    return Answer.of(
        Map.of("project", folder.toString(), "created", made),
        page -> {
          page.line(Span.plain("A project in " + folder + ":"));
          made.forEach(file -> page.hanging(2, page.look().done(), Span.plain(file)));
          page.gap()
              .prose(
                  "Say in godwit.yaml which stores it has, then write a first migration with"
                      + " `godwit create NAME`.");
        });
  }
}
