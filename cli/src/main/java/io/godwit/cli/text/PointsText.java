package io.godwit.cli.text;

import io.godwit.api.run.BackupView;
import io.godwit.api.run.PointView;
import io.godwit.cli.terminal.Span;
import java.util.List;
import java.util.Optional;

/** The rollback points. */
public final class PointsText {

  private PointsText() {}

  /** Writes them, the earliest first. */
  public static void write(Page page, Words words, List<PointView> points) {
    if (points.isEmpty()) {
      page.prose("Nothing is applied, so there is nothing to go back from.");
      return;
    }
    Table table = Table.of("", "release", "version", "made", "takes back", "backup");
    for (PointView point : points) {
      table.row(
          point.possible() ? page.look().done() : page.look().failed(),
          Span.plain(point.release().map(id -> Long.toString(id)).orElse("start")),
          Span.plain(point.version().orElse("")),
          Span.plain(words.minute(point.at())),
          Span.plain(
              point
                  .obstacle()
                  .map(why -> "not possible: " + why)
                  .orElseGet(() -> String.join(", ", point.undone()))),
          Span.plain(point.backup().map(backup -> said(words, backup)).orElse("none")));
    }
    page.table(table);
    PointView nearest = points.get(points.size() - 1);
    if (nearest.possible()) {
      page.gap().prose("Going back to the nearest would lose:");
      nearest.loses().forEach(line -> page.hanging(2, Span.plain("-"), Span.plain(line)));
    }
    page.gap().prose("`godwit rollback --to RELEASE --dry-run` shows the way back to one.");
    if (points.stream().anyMatch(point -> point.backup().isPresent())) {
      page.prose("With `--strategy restore` a backup comes back whole, whatever is there now.");
    }
  }

  private static String said(Words words, BackupView backup) {
    return Words.bytes((double) backup.sizeBytes())
        + " of "
        + words.minute(Optional.of(backup.at()));
  }
}
