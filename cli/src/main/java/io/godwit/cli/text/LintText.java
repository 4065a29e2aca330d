package io.godwit.cli.text;

import io.godwit.api.run.LintView;
import io.godwit.api.run.LintView.Found;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import java.util.List;

/** What is harmful about how migrations are written. */
public final class LintText {

  private LintText() {}

  /** Writes it. */
  public static void write(Page page, LintView view) {
    for (Found found : view.findings()) {
      Tone tone = found.severity().equals("error") ? Tone.BAD : Tone.WARNING;
      page.hanging(
          0,
          new Span(found.code(), tone),
          List.of(
              Span.strong(found.place()), Span.plain(found.severity() + ": " + found.message())));
    }
    page.gap()
        .prose(
            Words.count(view.migrations(), "migration")
                + ": "
                + Words.count(view.errors(), "error")
                + ", "
                + Words.count(view.warnings(), "warning")
                + "."
                + (view.findings().isEmpty()
                    ? ""
                    : " What is meant is said before its statement: -- godwit: allow CODE because"
                        + " REASON"));
  }
}
