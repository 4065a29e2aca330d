package io.godwit.cli.text;

import io.godwit.api.run.VerificationView;
import io.godwit.api.run.VerificationView.TargetReport;
import io.godwit.api.target.Defect;
import io.godwit.api.target.Defect.Severity;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a look at all that the targets hold found. */
public final class VerificationText {

  private VerificationText() {}

  /** Writes it, what is worst first. */
  public static void write(Page page, VerificationView found) {
    for (TargetReport target : found.targets()) {
      List<Defect> worstFirst =
          target.findings().stream()
              .sorted(Comparator.comparing(Defect::severity).reversed())
              .toList();
      page.line(Span.strong(target.name()), Span.quiet("  " + word(target.health())));
      Table table = Table.bare();
      for (Defect finding : worstFirst) {
        table.row(
            mark(page.look(), finding.severity()),
            Span.plain(finding.subject() + " " + finding.message() + ": " + finding.suggestion()));
      }
      page.table(table);
    }
    page.gap().prose(verdict(found));
  }

  private static String verdict(VerificationView found) {
    if (!found.safeToMigrate()) {
      return Words.count(found.criticalIssues(), "critical issue") + ": mend before you migrate.";
    }
    return found.health() == VerificationView.Health.HEALTHY
        ? "All is sound; it is safe to migrate."
        : "Nothing critical; it is safe to migrate.";
  }

  private static Span mark(Look look, Severity severity) {
    return switch (severity) {
      case CRITICAL -> look.failed();
      case WARNING -> look.look();
      case INFO -> look.open();
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
