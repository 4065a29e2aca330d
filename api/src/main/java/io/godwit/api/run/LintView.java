package io.godwit.api.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is harmful about how migrations are written.
 *
 * @param migrations how many were looked at
 * @param errors how many findings are errors
 * @param warnings how many are warnings
 * @param findings in the order in which the migrations run
 */
public record LintView(int migrations, int errors, int warnings, List<Found> findings) {

  /**
   * One finding.
   *
   * @param migration the id of the migration
   * @param step the step
   * @param target the target on which it would run
   * @param code the rule, or the error code of what cannot be read
   * @param severity {@code error} or {@code warning}
   * @param file where it stands, when that is known
   * @param line from 1; 0 when the whole file is meant
   * @param column in characters, from 1; 0 when the whole line is meant
   * @param message what it does to whom, and what to write instead
   */
  public record Found(
      String migration,
      String step,
      String target,
      String code,
      String severity,
      Optional<String> file,
      int line,
      int column,
      String message) {
    /** Checks that nothing is null. */
    public Found {
      Objects.requireNonNull(migration, "migration");
      Objects.requireNonNull(step, "step");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(severity, "severity");
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(message, "message");
    }

    /** Where it stands, as editors and terminals link it. */
    public String place() {
      String numbers = line == 0 ? "" : column == 0 ? ":" + line : ":" + line + ":" + column;
      return file.map(path -> path + numbers).orElse(migration + ", step " + step);
    }
  }

  /** Copies the list. */
  public LintView {
    findings = List.copyOf(findings);
  }
}
