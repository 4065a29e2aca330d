package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.run.Operations;
import io.godwit.cli.error.CliError;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A run as people name it: by its id, the beginning of it, or {@code last}. */
final class RunChoice {

  static final String MEANING = "The run's id or its beginning, as history lists it, or `last`.";

  private static final int WHOLE_ID = 36;

  private RunChoice() {}

  static RunId of(String run, Operations engine) {
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
