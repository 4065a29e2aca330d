package io.godwit.cli.command;

import io.godwit.api.error.Fault;
import io.godwit.api.run.Operations;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.error.Trouble;
import io.godwit.cli.error.TroubleText;
import io.godwit.cli.json.TroubleJson;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "validate",
    description = "Look for all that is wrong: files, order, what was changed, targets.")
final class ValidateCommand extends GodwitCommand {

  ValidateCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    List<Fault> faults = session.ask(Operations::validate);
    if (faults.isEmpty()) {
      return Answer.of(
          Map.of("valid", true, "faults", List.of()),
          page ->
              page.prose(
                  "All is well: the files, their order, what has been applied, and the targets."));
    }
    Trouble trouble = new Trouble(faults, "", "", ExitCode.INVALID);
    return Answer.of(
        Map.of("valid", false, "faults", TroubleJson.of(trouble).faults()),
        page -> TroubleText.write(page, trouble),
        ExitCode.INVALID);
  }
}
