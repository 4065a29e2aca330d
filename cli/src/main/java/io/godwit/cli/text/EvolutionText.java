package io.godwit.cli.text;

import io.godwit.api.run.EvolutionView;
import io.godwit.api.run.EvolutionView.Change;
import io.godwit.api.run.EvolutionView.Stage;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;

/** How the structure of targets changes from version to version. */
public final class EvolutionText {

  private EvolutionText() {}

  /** Writes it. */
  public static void write(Page page, EvolutionView view) {
    for (Stage stage : view.stages()) {
      page.gap().line(Span.strong(stage.version()), Span.plain("  " + stage.migration()));
      for (Change change : stage.changes()) {
        page.hanging(
            2, Span.plain(""), Span.plain(change.change() + " " + change.object() + place(change)));
      }
      stage.lost().forEach(what -> page.hanging(2, Span.plain(""), lost(what)));
    }
    page.gap()
        .prose(
            "From "
                + view.from().orElse("the beginning")
                + " to "
                + view.to().orElse("the beginning")
                + ": "
                + (view.compatible()
                    ? "who reads the one finds it all in the other."
                    : Words.count(view.lost().size(), "column")
                        + " of the one cannot be read as before in the other."));
    view.lost().forEach(what -> page.hanging(2, Span.plain(""), lost(what)));
  }

  private static String place(Change change) {
    return " on " + change.target();
  }

  private static Span lost(String what) {
    return new Span("lost to readers: " + what, Tone.WARNING);
  }
}
