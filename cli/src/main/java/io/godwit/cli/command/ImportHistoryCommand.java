package io.godwit.cli.command;

import io.godwit.api.name.TargetName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "import-history",
    description =
        "Take over what Flyway, Liquibase, golang-migrate, dbmate, goose, sql-migrate or sqlx has"
            + " applied. Runs nothing.")
final class ImportHistoryCommand extends GodwitCommand {

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "The target where it stands, if several have such a history.")
  Optional<String> target = Optional.empty();

  @Option(
      names = "--tool",
      paramLabel = "NAME",
      description = "The tool, if several have left a history.")
  Optional<String> tool = Optional.empty();

  ImportHistoryCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return Run.certain(
            session,
            "godwit import-history",
            engine -> engine.bookkeeping().importHistory(target.map(TargetName::new), tool))
        .go(true);
  }
}
