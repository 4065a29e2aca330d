package io.godwit.api.run;

import io.godwit.api.target.Defect;
import io.godwit.api.target.Defect.Severity;
import java.util.List;

/**
 * What a look at all that the targets hold found (A5).
 *
 * @param health how all of it is
 * @param criticalIssues how many findings are critical
 * @param safeToMigrate whether nothing that was found would make a migration break or make it worse
 * @param targets each target
 */
public record VerificationView(
    Health health, long criticalIssues, boolean safeToMigrate, List<TargetReport> targets) {

  /** How something is. */
  public enum Health {
    /** Nothing, or nothing that has to be mended. */
    HEALTHY,
    /** Something should be mended. */
    DEGRADED,
    /** Something is broken. */
    CRITICAL;

    static Health of(List<Defect> findings) {
      return has(findings, Severity.CRITICAL)
          ? CRITICAL
          : has(findings, Severity.WARNING) ? DEGRADED : HEALTHY;
    }

    private static boolean has(List<Defect> findings, Severity severity) {
      return findings.stream().anyMatch(finding -> finding.severity() == severity);
    }
  }

  /**
   * One target.
   *
   * @param name its name
   * @param provider who opens it
   * @param health how it is
   * @param findings what is not as it should be
   */
  public record TargetReport(String name, String provider, Health health, List<Defect> findings) {

    /** Copies the list. */
    public TargetReport {
      findings = List.copyOf(findings);
    }

    /** A target of which this was found. */
    public static TargetReport of(String name, String provider, List<Defect> findings) {
      return new TargetReport(name, provider, Health.of(findings), findings);
    }
  }

  /** Copies the list. */
  public VerificationView {
    targets = List.copyOf(targets);
  }

  /** The whole of these. */
  public static VerificationView of(List<TargetReport> targets) {
    List<Defect> all = targets.stream().flatMap(target -> target.findings().stream()).toList();
    long critical = all.stream().filter(finding -> finding.severity() == Severity.CRITICAL).count();
    return new VerificationView(Health.of(all), critical, critical == 0, targets);
  }
}
