package io.godwit.cli.command;

import io.godwit.cli.terminal.Span;
import io.godwit.engine.coded.MigrationClasses;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.discovery.Extensions;
import io.godwit.engine.project.ProjectReader;
import io.godwit.engine.project.Scaffold;
import io.godwit.engine.project.WrittenMigration;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Write the files of a new migration.")
final class CreateCommand extends GodwitCommand {

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "What it does, as in `split address`.")
  List<String> name = List.of();

  @Option(
      names = "--hybrid",
      description = "A migration of several steps, in a folder; else a pair of SQL files.")
  boolean hybrid;

  CreateCommand(Session session) {
    super(session);
  }

  /** Where the project keeps its migrations; it may be configured otherwise. */
  private static String migrations(Session session) {
    return new ProjectReader(session.world().place().variables(), new Secrets())
        .config(session.project(), session.options().environment)
        .orThrow()
        .versioning()
        .migrations()
        .path();
  }

  /** What the migrations are called that are no files, so that no number is taken twice. */
  private static List<String> classes(Session session) {
    try (Extensions extensions =
        Extensions.find(CreateCommand.class.getClassLoader(), session.project())) {
      return MigrationClasses.read(extensions.migrations(), List.of()).orThrow().stream()
          .map(WrittenMigration::name)
          .toList();
    }
  }

  @Override
  Answer answer(Session session) {
    List<String> made =
        new Scaffold(Clock.systemUTC())
            .create(
                session.project(),
                migrations(session),
                String.join(" ", name),
                classes(session),
                hybrid);
    return Answer.of(
        Map.of("created", made),
        page -> {
          made.forEach(file -> page.hanging(2, page.look().done(), Span.plain(file)));
          page.gap().prose("Fill them in, then look with `godwit plan`.");
        });
  }
}
