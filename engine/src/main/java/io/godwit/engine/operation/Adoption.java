package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.TargetName;
import io.godwit.api.target.Adoptable;
import io.godwit.api.target.ForeignHistory;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.target.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the history that another tool has left in a target. */
final class Adoption {

  private final Targets targets;

  Adoption(Targets targets) {
    this.targets = targets;
  }

  /** A history, and where it was found. */
  record Found(TargetName target, ForeignHistory history) {
    @Override
    public String toString() {
      return history.tool() + " on " + target;
    }
  }

  /**
   * The one history that is meant.
   *
   * @throws GodwitException if there is none, or several
   */
  Found find(Optional<TargetName> target, Optional<String> tool) {
    List<Found> all = new ArrayList<>();
    for (TargetName name : targets.names()) {
      if (target.map(name::equals).orElse(true)
          && targets.open(name) instanceof Adoptable adoptable) {
        adoptable.histories().forEach(history -> all.add(new Found(name, history)));
      }
    }
    List<Found> meant =
        all.stream()
            .filter(found -> tool.map(found.history().tool()::equals).orElse(true))
            .toList();
    if (meant.size() != 1) {
      throw new GodwitException(EngineError.NO_FOREIGN_HISTORY, unclear(all, meant));
    }
    return meant.get(0);
  }

  private static String unclear(List<Found> all, List<Found> meant) {
    String there = all.stream().map(Found::toString).collect(Collectors.joining(", "));
    return meant.isEmpty()
        ? "No history of another tool was found; nothing was recorded. "
            + (there.isEmpty()
                ? "Godwit knows those of Flyway, Liquibase, golang-migrate, dbmate, goose,"
                    + " sql-migrate and sqlx; for any other, `godwit baseline` records a version"
                : "There are: " + there)
        : "There are several histories: " + there + "; say which, with --target or --tool";
  }
}
