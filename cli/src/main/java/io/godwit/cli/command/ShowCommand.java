package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.run.Operations;
import io.godwit.api.run.RunView;
import io.godwit.cli.error.CliError;
import io.godwit.cli.text.RunText;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show one run in full: its steps, its journal.")
final class ShowCommand extends GodwitCommand {

  private static final int WHOLE_ID = 36;

  @Parameters(
      paramLabel = "RUN",
      description = "The run's id or its beginning, as history lists it, or `last`.")
  String run = "";

  ShowCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    RunView found = session.ask(engine -> engine.show(resolve(engine)));
    return Answer.of(found, page -> RunText.write(page, session.words(), found));
  }

  private RunId resolve(Operations engine) {
    String wanted = run.strip().toLowerCase(Locale.ROOT);
    if (wanted.length() == WHOLE_ID) {
      try {
        return RunId.parse(wanted);
      } catch (IllegalArgumentException e) {
        throw unclear("'" + run + "' is no run's id");
      }
    }
    List<UUID> runs =
        engine.history().stream().flatMap(view -> view.run().stream()).distinct().toList();
    if (wanted.equals("last") && !runs.isEmpty()) {
      return new RunId(runs.get(runs.size() - 1));
    }
    List<UUID> fitting =
        runs.stream().filter(id -> !wanted.isEmpty() && id.toString().startsWith(wanted)).toList();
    if (fitting.size() == 1) {
      return new RunId(fitting.get(0));
    }
    throw unclear(
        fitting.isEmpty()
            ? "No run's id begins with '" + run + "'"
            : fitting.size() + " runs' ids begin with '" + run + "'");
  }

  private static GodwitException unclear(String what) {
    return new GodwitException(CliError.RUN_UNCLEAR, what + "; `godwit history` lists the runs.");
  }
}
