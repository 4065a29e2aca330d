package io.godwit.data.config.step;

import io.godwit.api.step.StepPlan;
import io.godwit.config.change.FrozenFile;
import io.godwit.config.change.FrozenFile.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a person reads of a plan: keys, and no values, which may be secrets. */
final class MigrateText {

  private MigrateText() {}

  static StepPlan.Text of(MigrateStep step) {
    List<String> details = new ArrayList<>();
    for (FrozenFile file : step.files()) {
      for (Change change : file.changes()) {
        details.add(file.file() + ": " + change.words());
      }
    }
    return new StepPlan.Text(
        step.files().stream().map(MigrateText::summary).collect(Collectors.joining(", ")),
        details,
        List.of());
  }

  private static String summary(FrozenFile file) {
    return file.goesElsewhere()
        ? "make " + file.to() + " of " + file.file() + (file.keepOld() ? ", which stays" : "")
        : "change " + file.changes().size() + " settings of " + file.file();
  }
}
