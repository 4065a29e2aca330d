package io.godwit.data.sql;

import io.godwit.api.name.Digest;
import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.script.Statement;
import io.godwit.data.script.StatementKind;
import io.godwit.data.script.TransactionMode;
import io.godwit.data.script.Unit;
import io.godwit.data.script.UnitKind;
import io.godwit.data.script.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A script as it was cut when the plan was made, so that a later version that cut differently would
 * still run, and resume, just this.
 *
 * @param file the path as messages show it
 * @param checksum of the canonical text
 * @param units what runs together, in order
 */
public record FrozenScript(String file, Digest checksum, List<Unit> units) {

  /** Copies the list. */
  public FrozenScript {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(checksum, "checksum");
    units = List.copyOf(units);
  }

  /**
   * Puts a script into units.
   *
   * @throws io.godwit.api.error.GodwitException if its BEGIN and COMMIT do not pair up
   */
  static FrozenScript of(Script script, TransactionMode mode) {
    ScriptText text = script.source();
    return new FrozenScript(text.file(), text.checksum(), Units.of(script, mode));
  }

  /** The first unit from an index on that leaves something in the database. */
  OptionalInt next(int from) {
    for (int i = from; i < units.size(); i++) {
      if (units.get(i).kind() != UnitKind.CONNECTION) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** What is to be said to a new connection before it can go on with a unit. */
  List<Statement> settingsBefore(int index) {
    List<Statement> settings = new ArrayList<>();
    for (Unit unit : units.subList(0, index)) {
      for (Statement statement : unit.statements()) {
        boolean lasts = statement.kind() == StatementKind.SETTING && !unit.discarded();
        if (lasts || unit.kind() == UnitKind.CONNECTION) {
          settings.add(statement);
        }
      }
    }
    return settings;
  }

  /** Whether some of it runs outside transactions. */
  boolean refusesTransaction() {
    return units.stream().anyMatch(unit -> unit.kind() == UnitKind.ALONE);
  }

  /** How many of its units leave something in the database. */
  long effects() {
    return units.stream().filter(unit -> unit.kind() != UnitKind.CONNECTION).count();
  }

  /** All statements, in order. */
  List<Statement> statements() {
    return units.stream().flatMap(unit -> unit.statements().stream()).toList();
  }
}
