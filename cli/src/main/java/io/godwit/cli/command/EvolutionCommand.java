package io.godwit.cli.command;

import io.godwit.api.name.Version;
import io.godwit.api.run.EvolutionView;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.EvolutionText;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "evolution",
    description = "Tell how the schema changes, and what a reader of an older one would lose.")
final class EvolutionCommand extends GodwitCommand {

  @Option(names = "--from", paramLabel = "V", description = "From this version on.")
  Optional<Version> from = Optional.empty();

  @Option(names = "--to", paramLabel = "V", description = "Up to this version.")
  Optional<Version> to = Optional.empty();

  EvolutionCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    EvolutionView found = session.ask(engine -> engine.inspection().evolution(from, to));
    return Answer.of(
        found,
        page -> EvolutionText.write(page, found),
        found.compatible() ? ExitCode.DONE : ExitCode.INVALID);
  }
}
