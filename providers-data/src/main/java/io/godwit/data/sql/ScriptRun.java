package io.godwit.data.sql;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.data.error.DataError;
import io.godwit.data.script.Unit;
import io.godwit.data.script.UnitKind;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.receipt.Receipt;
import io.godwit.sql.receipt.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes a script one unit further. How far it has come is read from the receipt; where a unit
 * without transaction has been looked at, the journal may know more.
 */
final class ScriptRun {

  private final DataTarget target;
  private final FrozenScript script;
  private final StepContext context;
  private final Effect effect;

  ScriptRun(DataTarget target, FrozenScript script, StepContext context) {
    this.target = target;
    this.script = script;
    this.context = context;
    this.effect = context.effect();
  }

  /** Runs the next unit. */
  Attempt<Progress> next() {
    Standing standing = Standing.of(context.checkpoint()); // if the receipt knows more, it says so
    OptionalInt index = script.next(standing.units());
    if (index.isEmpty()) {
      Progress through = standing.progress(true, script.statements().size());
      return target.receipts().once(effect, (connection, past) -> through);
    }
    Unit unit = script.units().get(index.getAsInt());
    Work work = new UnitWork(target.database(), effect, script, index.getAsInt(), standing);
    Attempt<Progress> attempt =
        unit.kind() == UnitKind.ALONE
            ? target.receipts().aside(context, work)
            : target.receipts().once(context, work);
    return explained(attempt, standing);
  }

  /** How far the script has come. */
  Standing standing() throws SQLException {
    return Standing.further(
        receipt(target, effect.keys().key()), Standing.of(context.checkpoint()));
  }

  static Standing receipt(DataTarget target, Digest key) throws SQLException {
    return target
        .receipts()
        .find(key)
        .flatMap(Receipt::progress)
        .map(progress -> Standing.of(progress.checkpoint()))
        .orElse(Standing.START);
  }

  /** A refusal says what of the script stands. */
  private Attempt<Progress> explained(Attempt<Progress> attempt, Standing standing) {
    return attempt.fold(
        Attempt::done,
        fault -> new Attempt.Rejected<>(explained(fault, standing)),
        Attempt.Retryable::new,
        Attempt.Unknown::new);
  }

  private Fault explained(Fault fault, Standing standing) {
    String applied =
        standing.statements() == 0
            ? "nothing of " + script.file() + " is applied"
            : "the first "
                + standing.statements()
                + " statements of "
                + script.file()
                + " are applied, nothing after them";
    return new Fault(fault.code(), fault.message() + "; " + applied, fault.place());
  }

  /** What became of the unit that was under way. */
  Sighting look() {
    Sighting receipt = target.receipts().look(effect);
    boolean settled =
        receipt.<Boolean>fold(
            absent -> false, present -> present.progress().complete(), unclear -> true);
    if (settled) {
      return receipt;
    }
    try {
      Standing standing = standing();
      OptionalInt index = script.next(standing.units());
      boolean alone =
          index.isPresent() && script.units().get(index.getAsInt()).kind() == UnitKind.ALONE;
      return alone ? trace(index.getAsInt(), standing) : seen(standing);
    } catch (SQLException e) {
      return Sighting.unreachable(target.database().fault(e));
    } catch (GodwitException e) {
      return Sighting.undecidable(e.faults().get(0));
    }
  }

  private Sighting seen(Standing standing) {
    return standing.units() == 0
        ? Sighting.absent()
        : Sighting.present(standing.progress(false, script.statements().size()));
  }

  private Sighting trace(int index, Standing standing) throws SQLException {
    Unit unit = script.units().get(index);
    try (Connection connection = target.database().connection()) {
      new UnitWork(target.database(), effect, script, index, standing).prepare(connection);
      Leftovers.Trace trace = Leftovers.of(target.dialect(), unit.first()).trace(connection);
      return switch (trace) {
        case DONE -> Sighting.present(Leftovers.through(script, index, standing));
        case REPEAT -> seen(standing);
        case RUNNING -> Sighting.unreachable(open(unit, "is still running in the server"));
        case UNCLEAR ->
            Sighting.undecidable(
                open(
                    unit,
                    "may or may not have run, and leaves no trace by which to tell; look yourself"));
      };
    }
  }

  private Fault open(Unit unit, String what) {
    return new Fault(
        DataError.NO_TRACE,
        "'" + unit.first().shown() + "' " + what,
        Optional.of(unit.first().place(script.file())));
  }
}
