package io.godwit.cli.text;

import io.godwit.api.run.DoctorView;
import io.godwit.cli.terminal.Span;
import java.util.ArrayList;
import java.util.List;

/** What a look at the whole set-up found. */
public final class DoctorText {

  private DoctorText() {}

  /** Writes it. */
  public static void write(Page page, DoctorView found) {
    Table table = Table.bare();
    for (DoctorView.Line line : gathered(found.findings())) {
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

  /** What is well with one subject, in one line: many small looks tell no more than that. */
  private static List<DoctorView.Line> gathered(List<DoctorView.Line> lines) {
    List<DoctorView.Line> gathered = new ArrayList<>();
    for (DoctorView.Line line : lines) {
      int last = gathered.size() - 1;
      boolean more =
          last >= 0
              && line.good()
              && gathered.get(last).good()
              && gathered.get(last).subject().equals(line.subject());
      if (more) {
        String both = gathered.remove(last).message() + "; " + line.message();
        gathered.add(new DoctorView.Line(line.subject(), true, both));
      } else {
        gathered.add(line);
      }
    }
    return gathered;
  }
}
