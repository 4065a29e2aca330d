package io.godwit.api.target;

import java.util.Objects;

/**
 * Something that is not as it should be in what a target holds.
 *
 * @param severity how bad it is
 * @param area what was looked at
 * @param subject the thing, for example {@code index public.ticket_email}
 * @param message what was found
 * @param suggestion what to do about it
 */
public record Defect(
    Severity severity, Area area, String subject, String message, String suggestion) {

  /** How bad something is. */
  public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Should be mended, and can wait. */
    WARNING,
    /** What is held is broken, or a migration would break on it. */
    CRITICAL
  }

  /** What is looked at. */
  public enum Area {
    /** Whether the target answers and may be worked on. */
    TARGET,
    /** Tables, views, indexes and constraints. */
    SCHEMA,
    /** Nulls and duplicates where there should be none. */
    DATA,
    /** Rows that refer to rows that are not there. */
    REFERENCES,
    /** What indexes and pages hold, and indexes that are missing. */
    INDEXES,
    /** What is slow. */
    PERFORMANCE,
    /** What has to be there at the present version. */
    COMPONENTS
  }

  /** Checks that nothing is null. */
  public Defect {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(suggestion, "suggestion");
  }
}
