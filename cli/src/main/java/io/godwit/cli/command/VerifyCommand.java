package io.godwit.cli.command;

import io.godwit.api.run.VerificationView;
import io.godwit.api.target.Verifiable;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.VerificationText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = "Look whether what the targets hold is sound: schema, rows, references, indexes.")
final class VerifyCommand extends GodwitCommand {

  @Option(
      names = "--level",
      paramLabel = "quick|full",
      description = "How much is looked at; full reads all rows and pages.")
  Verifiable.@Nullable Depth level;

  VerifyCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    VerificationView found = session.ask(engine -> engine.verify(Optional.ofNullable(level)));
    return Answer.of(
        found,
        page -> VerificationText.write(page, found),
        found.safeToMigrate() ? ExitCode.DONE : ExitCode.INVALID);
  }
}
