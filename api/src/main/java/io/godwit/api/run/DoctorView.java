package io.godwit.api.run;

import java.util.List;

/**
 * What a look at the whole set-up found (A9).
 *
 * @param healthy whether nothing keeps Godwit from working
 * @param findings each thing that was looked at
 */
public record DoctorView(boolean healthy, List<Line> findings) {

  /**
   * One thing that was looked at.
   *
   * @param subject what, for example {@code target app}
   * @param good whether it is well
   * @param message what was found, and what to do if it is not well
   */
  public record Line(String subject, boolean good, String message) {}

  /** Copies the list. */
  public DoctorView {
    findings = List.copyOf(findings);
  }
}
