package io.godwit.cli.text;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunView;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import java.util.List;
import java.util.TreeMap;

/** What {@code up} or {@code down} came to. */
public final class ReportText {

  private final Page page;
  private final Look look;

  private ReportText(Page page) {
    this.page = page;
    this.look = page.look();
  }

  /** Writes it; what went wrong is told elsewhere. */
  public static void write(Page page, RunReport report) {
    new ReportText(page).write(report);
  }

  private void write(RunReport report) {
    if (report.runs().isEmpty()) {
      page.prose(idle(report));
      return;
    }
    Table runs = Table.bare();
    report.runs().forEach(run -> runs.row(cells(run)));
    page.table(runs);
    Table moved = Table.bare();
    Moved.in(report.runs())
        .byTarget()
        .forEach((target, what) -> moved.row(Span.strong(target), Span.plain(what)));
    page.gap().table(moved);
    warnings(report.runs());
    targets(report.runs());
    page.gap().line(now(report));
  }

  private static String idle(RunReport report) {
    if (report.ending() != RunReport.Ending.DONE) {
      return report
          .release()
          .map(version -> "Nothing ran. Release " + version + " is current.")
          .orElse("Nothing ran. There is no release.");
    }
    return report
        .release()
        .map(version -> "Nothing to do: release " + version + " is current.")
        .orElse("Nothing to do: there is no migration.");
  }

  private Span[] cells(RunView run) {
    MigrationView migration = run.migration();
    return new Span[] {
      mark(migration.status()),
      Span.plain(migration.name()),
      Span.plain(Words.path(look, migration)),
      Span.plain(outcome(run)),
      Span.quiet(Words.took(migration.startedAt(), migration.completedAt()))
    };
  }

  private Span mark(String status) {
    return switch (status) {
      case "completed" -> look.done();
      case "failed", "rolled_back", "needs_attention" -> look.failed();
      default -> look.open();
    };
  }

  private static String outcome(RunView run) {
    String status = run.migration().status();
    return status.equals("completed")
        ? run.recorded().isPresent()
            ? "recorded"
            : run.direction().equals("down")
                ? "taken back"
                : run.direction().equals("restore") ? "brought back" : "done"
        : StatusText.state(status);
  }

  private void warnings(List<RunView> runs) {
    page.gap();
    for (RunView run : runs) {
      for (String warning : run.warnings()) {
        page.hanging(2, look.look(), new Span(warning, Tone.WARNING));
      }
    }
  }

  /** What every target holds, where a person must decide. */
  private void targets(List<RunView> runs) {
    Table table = Table.of("target", "holds");
    runs.stream()
        .filter(run -> run.migration().status().equals("needs_attention"))
        .flatMap(run -> new TreeMap<>(run.targets()).entrySet().stream())
        .forEach(held -> table.row(Span.strong(held.getKey()), Span.plain(held.getValue())));
    page.gap().table(table);
  }

  private static Span now(RunReport report) {
    return report
        .release()
        .map(version -> Span.strong("Release " + version + " is current."))
        .orElse(Span.strong("There is no release now; everything is as before the first."));
  }
}
