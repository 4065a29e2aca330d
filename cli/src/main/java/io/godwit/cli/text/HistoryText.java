package io.godwit.cli.text;

import io.godwit.api.run.MigrationView;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import java.util.List;

/** All runs. */
public final class HistoryText {

  private static final int SHORT_ID = 8;

  private HistoryText() {}

  /** Writes it, the latest last. */
  public static void write(Page page, Words words, List<MigrationView> history) {
    if (history.isEmpty()) {
      page.prose("Nothing has run yet.");
      return;
    }
    Table table = Table.of("", "run", "migration", "way", "state", "began", "took");
    for (MigrationView run : history) {
      table.row(
          mark(page.look(), run.status()),
          Span.plain(run.run().map(id -> id.toString().substring(0, SHORT_ID)).orElse("")),
          Span.plain(run.name()),
          Span.plain(Words.path(page.look(), run)),
          Span.plain(StatusText.state(run.status())),
          Span.plain(words.minute(run.startedAt().or(run::createdAt))),
          Span.plain(Words.took(run.startedAt(), run.completedAt())));
    }
    page.table(table);
    page.gap().prose("`godwit show RUN` tells of one in full.");
  }

  /** A sign for a state. */
  static Span mark(Look look, String status) {
    return switch (status) {
      case "completed", "applied", "published", "undone" -> look.done();
      case "failed", "rolled_back", "needs_attention", "stuck" -> look.failed();
      default -> look.open();
    };
  }
}
