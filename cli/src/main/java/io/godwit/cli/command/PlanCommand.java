package io.godwit.cli.command;

import io.godwit.api.name.Version;
import io.godwit.api.run.PlanView;
import io.godwit.cli.text.PlanText;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "Show what `up` would do, or `down`, without doing it.")
final class PlanCommand extends GodwitCommand {

  @ArgGroup Way way = new Way();

  static final class Way {
    @Option(names = "--to", paramLabel = "VERSION", description = "Up to this version only.")
    Optional<Version> to = Optional.empty();

    @Option(names = "--down", description = "What going back to the release before would do.")
    boolean down;
  }

  PlanCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return way.down ? down(session) : up(session, way.to, new BackupOption());
  }

  static Answer up(Session session, Optional<Version> to, BackupOption backup) {
    PlanView plan = session.ask(engine -> engine.planUp(to, backup.backup()));
    String command =
        "godwit up" + to.map(version -> " --to " + version).orElse("") + backup.typed();
    return Answer.of(plan, page -> PlanText.write(page, plan, command));
  }

  static Answer rollback(Session session, String point) {
    PlanView plan = session.ask(engine -> engine.planRollback(point));
    return Answer.of(plan, page -> PlanText.write(page, plan, "godwit rollback --to " + point));
  }

  static Answer restore(Session session, String point, BackupOption backup) {
    PlanView plan = session.ask(engine -> engine.planRestore(point, backup.backup()));
    String command = "godwit rollback --to " + point + " --strategy restore" + backup.typed();
    return Answer.of(plan, page -> PlanText.write(page, plan, command));
  }

  static Answer down(Session session) {
    PlanView plan = session.ask(engine -> engine.planDown());
    return Answer.of(plan, page -> PlanText.write(page, plan, "godwit down"));
  }
}
