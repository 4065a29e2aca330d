package io.godwit.cli.command;

import io.godwit.api.run.Operations;
import io.godwit.api.run.PointView;
import io.godwit.cli.text.PointsText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "points",
    description = "List the rollback points, and what a return to each would lose.")
final class PointsCommand extends GodwitCommand {

  PointsCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    List<PointView> points = session.ask(Operations::points);
    return Answer.of(
        Map.of("points", points), page -> PointsText.write(page, session.words(), points));
  }
}
