package io.godwit.data.target;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.data.lint.Level;
import io.godwit.data.lint.Rule;
import io.godwit.data.verify.Expectations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The settings of a database.
 *
 * @param url where it is
 * @param lockTimeout how long a statement waits for a lock
 * @param statementTimeout how long a statement in a transaction may take; zero is for ever
 * @param connections how many connections at most
 * @param verify what the author says of it besides its constraints
 * @param lint how bad it is when lint finds something, by the code of the rule
 */
public record DataConfig(
    @Doc("Where the database is: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE.") String url,
    @Doc("How long a statement waits for a lock before it gives way and is tried again.")
        @Default("5s")
        Duration lockTimeout,
    @Doc("How long a statement in a transaction may take; 0s is for ever.") @Default("0s")
        Duration statementTimeout,
    @Doc("How many connections at most.") @Default("10") int connections,
    @Doc("What `verify` demands besides the constraints.") @Default("{}") Expectations verify,
    @Doc("How bad it is when lint finds something, by code: off, warning or error.")
        Map<String, Level> lint) {

  /** Copies the map, and refuses codes that there are not. */
  public DataConfig {
    lint = Map.copyOf(lint);
    for (String code : lint.keySet()) {
      if (Rule.of(code).isEmpty()) {
        throw new IllegalArgumentException(
            "lint has no rule '" + code + "'; docs/lint.md lists them");
      }
    }
  }

  /** The same by rule. */
  public Map<Rule, Level> levels() {
    Map<Rule, Level> levels = new EnumMap<>(Rule.class);
    lint.forEach((code, level) -> levels.put(Rule.of(code).orElseThrow(), level));
    return levels;
  }
}
