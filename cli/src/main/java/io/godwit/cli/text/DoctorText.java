package io.godwit.cli.text;

import io.godwit.api.run.DoctorView;
import io.godwit.cli.terminal.Span;

/** What a look at the whole set-up found. */
public final class DoctorText {

  private DoctorText() {}

  /** Writes it. */
  public static void write(Page page, DoctorView found) {
    Table table = Table.bare();
    for (DoctorView.Line line : found.findings()) {
      table.row(
          line.good() ? page.look().done() : page.look().failed(),
          Span.plain(line.subject()),
          Span.plain(line.message()));
    }
    page.table(table);
    long bad = found.findings().stream().filter(line -> !line.good()).count();
    page.gap()
        .prose(
            found.healthy()
                ? "All is well."
                : bad + " of " + found.findings().size() + " need your attention.");
  }
}
