package io.godwit.cli.command;

import io.godwit.api.run.LintView;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.LintText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "lint",
    description = "Look for what is harmful about how pending migrations are written.")
final class LintCommand extends GodwitCommand {

  @Option(names = "--all", description = "Look at applied migrations too.")
  boolean all;

  LintCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    LintView found = session.ask(engine -> engine.inspection().lint(all));
    return Answer.of(
        found,
        page -> LintText.write(page, found),
        found.errors() == 0 ? ExitCode.DONE : ExitCode.INVALID);
  }
}
