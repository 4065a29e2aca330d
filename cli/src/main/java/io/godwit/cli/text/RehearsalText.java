package io.godwit.cli.text;

import io.godwit.api.run.RehearsalView;
import io.godwit.api.run.RehearsalView.Rehearsed;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;

/** What came of a dry run that was executed. */
public final class RehearsalText {

  private RehearsalText() {}

  /** Writes it. */
  public static void write(Page page, RehearsalView view) {
    for (Rehearsed step : view.steps()) {
      page.line(
          new Span(step.migration(), step.code().isPresent() ? Tone.BAD : Tone.STRONG),
          Span.plain("  " + step.step() + " on " + step.target() + ": " + said(step)));
      step.notTried()
          .forEach(what -> page.hanging(2, page.look().look(), new Span(what, Tone.WARNING)));
      step.code()
          .ifPresent(
              code ->
                  page.hanging(2, new Span(code, Tone.BAD), Span.plain(step.message().orElse(""))));
    }
    page.gap()
        .prose(
            view.steps().isEmpty()
                ? "Nothing is pending."
                : view.good()
                    ? "All of it works that could be tried. Everything has been taken back."
                    : "It fails there; what comes after was not tried. Everything has been taken"
                        + " back.");
  }

  private static String said(Rehearsed step) {
    if (step.code().isPresent()) {
      return "fails";
    }
    return step.manner()
        .map(
            manner ->
                step.notTried().isEmpty()
                    ? "works, " + manner
                    : "works but for what was not tried, " + manner)
        .orElse("not tried: it cannot be taken back at once");
  }
}
