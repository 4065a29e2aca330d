package io.godwit.data.lint;

import io.godwit.api.error.Place;
import io.godwit.api.step.Passage;
import io.godwit.data.script.Allowance;
import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.script.Statement;
import io.godwit.data.script.TransactionMode;
import io.godwit.sql.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The statements of a step.
 *
 * @param script what it says
 * @param mode how its statements run
 * @param made where the step is written, if it makes the statements out of its settings
 * @param allowed for such a step: what lint is not to say of it, by code, with the reason
 */
public record Draft(
    Script script, TransactionMode mode, Optional<Place> made, Map<String, String> allowed)
    implements Passage {

  /** Copies the map. */
  public Draft {
    allowed = new TreeMap<>(allowed);
  }

  /** A script that an author has written. */
  public static Draft written(Script script, TransactionMode mode) {
    return new Draft(script, mode, Optional.empty(), Map.of());
  }

  /**
   * Statements that a step makes out of its settings, and runs each by itself.
   *
   * @param step where it is written
   * @param allowed what lint is not to say of it, by code, with the reason
   */
  public static Draft made(
      Dialect dialect, Place step, List<String> statements, Map<String, String> allowed) {
    ScriptText text = new ScriptText(step.toString(), String.join(";\n", statements));
    Script script = Script.parse(dialect, text);
    return new Draft(script, TransactionMode.NONE, Optional.of(step), allowed);
  }

  Place place(Statement statement) {
    return made.orElseGet(() -> statement.place(script.source().file()));
  }

  /**
   * The code under which the author has said that this is meant. Who means a drop does not mean a
   * rename.
   */
  Optional<String> allowance(int statement, Rule rule) {
    for (Rule known : rule == Rule.RN101 ? Rule.DROPS : List.of(rule)) {
      if (allowed.containsKey(known.name()) || allows(statement, known.name())) {
        return Optional.of(known.name());
      }
    }
    return Optional.empty();
  }

  private boolean allows(int statement, String code) {
    for (Allowance allowance : script.allowances()) {
      if (allowance.statement() == statement && allowance.codes().contains(code)) {
        return true;
      }
    }
    return false;
  }
}
