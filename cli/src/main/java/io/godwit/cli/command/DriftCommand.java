package io.godwit.cli.command;

import io.godwit.api.name.TargetName;
import io.godwit.api.run.DriftView;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.StructureText;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "drift",
    description = "Compare the schema of targets with what the applied migrations make.")
final class DriftCommand extends GodwitCommand {

  @Option(names = "--target", paramLabel = "NAME", description = "This target only.")
  Optional<String> target = Optional.empty();

  DriftCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    Optional<TargetName> only = target.map(TargetName::new);
    DriftView found = session.ask(engine -> engine.inspection().drift(only));
    return Answer.of(
        found,
        page -> StructureText.drift(page, found),
        found.drift() ? ExitCode.INVALID : ExitCode.DONE);
  }
}
