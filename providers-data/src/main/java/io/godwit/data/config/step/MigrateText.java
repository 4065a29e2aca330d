package io.godwit.data.config.step;

import io.godwit.api.step.StepPlan;
import io.godwit.data.config.change.FrozenFile;
import io.godwit.data.config.change.FrozenFile.Change;
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
        details.add(file.file() + ": " + line(change));
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

  private static String line(Change change) {
    String key = change.key() + (change.optional() ? " (if there)" : "");
    return switch (change.way()) {
      case MOVE -> "move " + key + " to " + change.detail();
      case MAP -> "replace one value of " + key;
      case RETYPE -> "make " + key + " of kind " + change.detail();
      case COMPUTE -> "compute " + key;
      case SET -> "set " + key;
      case DEFAULT -> "set " + key + " if it is not there";
      case REMOVE -> "remove " + key;
      case EXPECT -> "demand that " + key + " is of kind " + change.detail();
    };
  }
}
