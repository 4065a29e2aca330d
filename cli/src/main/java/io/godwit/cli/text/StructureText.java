package io.godwit.cli.text;

import io.godwit.api.run.DriftView;
import io.godwit.api.run.DriftView.Difference;
import io.godwit.api.run.DriftView.TargetDrift;
import io.godwit.api.run.TrialView;
import io.godwit.api.run.TrialView.Differing;
import io.godwit.api.run.TrialView.Tried;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import java.util.List;

/** How the structure of targets differs from what it should be. */
public final class StructureText {

  private StructureText() {}

  /** Writes what {@code drift} has found. */
  public static void drift(Page page, DriftView view) {
    for (TargetDrift one : view.targets()) {
      String applied = Words.count(one.migrations(), "applied migration");
      if (one.differences().isEmpty()) {
        page.gap().prose(one.target() + ": as made by " + applied + ".");
      } else {
        differences(page, one.target(), "as migrated", "as it is", one.differences());
        page.gap()
            .prose(
                one.target()
                    + ": "
                    + Words.count(one.differences().size(), "difference")
                    + " to what is made by "
                    + applied
                    + ". Write a migration that makes what is meant to stay, or take it back by"
                    + " hand.");
      }
    }
    if (view.targets().isEmpty()) {
      page.prose("No target has a structure that can be compared.");
    }
  }

  /** Writes what {@code try} has found. */
  public static void trial(Page page, TrialView view) {
    for (Tried one : view.migrations()) {
      boolean good = one.result().isGood();
      if (!good || !one.leftOut().isEmpty()) {
        page.gap()
            .line(
                new Span(one.migration(), good ? Tone.STRONG : Tone.BAD),
                Span.plain("  " + said(one.result())));
        one.leftOut().forEach(step -> page.hanging(2, Span.plain(""), not(step)));
        one.message().ifPresent(why -> page.hanging(2, Span.plain(""), Span.plain(why)));
        for (Differing target : one.targets()) {
          String after =
              one.result() == TrialView.Result.OTHERWISE_AGAIN
                  ? "after up, down and up"
                  : "after up and down";
          differences(page, target.target(), "before", after, target.differences());
        }
      }
    }
    long bad = view.migrations().stream().filter(one -> !one.result().isGood()).count();
    long well = view.migrations().size() - bad;
    page.gap()
        .prose(
            Words.count(view.migrations().size(), "migration")
                + " tried: "
                + well
                + (well == 1 ? " is" : " are")
                + " well"
                + (bad == 0 ? "." : ", " + bad + (bad == 1 ? " is" : " are") + " not."));
  }

  private static Span not(String step) {
    return Span.quiet("not tried: " + step);
  }

  private static String said(TrialView.Result result) {
    return switch (result) {
      case RESTORED -> "up, down and up again are well";
      case NO_WAY_BACK -> "the way up is well; there is no way back to try";
      case NOT_TRIED -> "nothing of it can be tried on a scratch database";
      case UP_FAILED -> "the way up fails; what comes after it was not tried";
      case DOWN_FAILED -> "the way back fails";
      case NOT_RESTORED -> "the way back leaves another structure than there was";
      case UP_AGAIN_FAILED -> "the way up fails after the way back";
      case OTHERWISE_AGAIN -> "the way up makes another structure after the way back";
    };
  }

  private static void differences(
      Page page, String target, String before, String after, List<Difference> differences) {
    for (Difference one : differences) {
      page.gap()
          .line(Span.strong("--- " + target + ", " + before + ": " + one.object()))
          .line(Span.strong("+++ " + target + ", " + after + ": " + one.object()));
      one.diff().lines().forEach(line -> page.line(new Span(line, tone(line))));
    }
  }

  private static Tone tone(String line) {
    return line.startsWith("+") ? Tone.GOOD : line.startsWith("-") ? Tone.BAD : Tone.PLAIN;
  }
}
