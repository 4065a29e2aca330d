package io.godwit.cli.command;

import io.godwit.api.run.StatusView;
import io.godwit.cli.text.StatusText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show where the system stands.")
final class StatusCommand extends GodwitCommand {

  @Option(
      names = "--digest",
      description = "Also the digest of everything that each target holds; reads it all.")
  boolean digest;

  StatusCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    StatusView status = session.ask(engine -> engine.status(digest));
    return Answer.of(status, page -> StatusText.write(page, session.words(), status));
  }
}
