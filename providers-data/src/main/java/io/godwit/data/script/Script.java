package io.godwit.data.script;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import java.util.List;

/**
 * A script as the database's own shell would read it, statement by statement.
 *
 * @param source the text that was read
 * @param dialect whose rules were used
 * @param statements the statements in their order; empty only if the text is blank
 * @param allowances what the author tells lint, in order
 */
public record Script(
    ScriptText source, Dialect dialect, List<Statement> statements, List<Allowance> allowances) {

  /** Copies the lists. */
  public Script {
    statements = List.copyOf(statements);
    allowances = List.copyOf(allowances);
  }

  /**
   * Finds the statements.
   *
   * @throws GodwitException if something has no end, is a command of a shell, or if there is text
   *     but no statement
   */
  public static Script parse(Dialect dialect, ScriptText source) {
    Splitter splitter =
        switch (dialect) {
          case POSTGRESQL -> new PostgresSplitter(source);
          case SQLITE -> new SqliteSplitter(source);
        };
    List<Statement> statements = splitter.split();
    if (statements.isEmpty() && !source.text().isBlank()) {
      throw new GodwitException(
          Fault.at(
              Place.of(source.file()),
              DataError.NO_STATEMENT,
              "the file has text but no statement; write one, or leave the file empty if nothing is"
                  + " to be done"));
    }
    return new Script(source, dialect, statements, splitter.allowances());
  }
}
