package io.godwit.cli.text;

import io.godwit.api.run.DoctorView;
import io.godwit.cli.terminal.Span;
import java.util.ArrayList;
import java.util.List;

/** What a look at the whole set-up found. */
public final class DoctorText {

  private static final int MOST_TOLD = 3;

  private DoctorText() {}

  /** Writes it. */
  public static void write(Page page, DoctorView found) {
    Table table = Table.bare();
    for (DoctorView.Line line : gathered(found.findings())) {
      table.row(
          line.good() ? page.look().done() : page.look().failed(),
          Span.plain(name(line.subject())),
          Span.plain(found(line)));
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
    List<String> good = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      DoctorView.Line line = lines.get(i);
      if (!line.good()) {
        gathered.add(line);
        continue;
      }
      good.add(line.message());
      boolean more =
          i + 1 < lines.size()
              && lines.get(i + 1).good()
              && lines.get(i + 1).subject().equals(line.subject());
      if (!more) {
        gathered.add(new DoctorView.Line(line.subject(), true, together(good)));
        good.clear();
      }
    }
    return gathered;
  }

  private static String together(List<String> good) {
    return good.size() > MOST_TOLD
        ? good.size() + " looks found nothing wrong"
        : String.join("; ", good);
  }

  /** An address is no name: beside it there would be no room for what was found. */
  private static boolean isLong(String subject) {
    return subject.contains("://") && subject.contains(" ");
  }

  private static String name(String subject) {
    return isLong(subject) ? subject.substring(0, subject.indexOf(' ')) : subject;
  }

  private static String found(DoctorView.Line line) {
    String subject = line.subject();
    return isLong(subject)
        ? subject.substring(subject.indexOf(' ') + 1) + ": " + line.message()
        : line.message();
  }
}
