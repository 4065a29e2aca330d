package io.godwit.cli.text;

import io.godwit.api.run.Forecast;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.PlanView;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run would do. */
public final class PlanText {

  private static final List<String> RISKS = List.of("low", "medium", "high", "critical");

  private final Page page;
  private final Look look;

  private PlanText(Page page) {
    this.page = page;
    this.look = page.look();
  }

  /**
   * Writes it.
   *
   * @param command what does it
   */
  public static void write(Page page, PlanView plan, String command) {
    new PlanText(page).write(plan, command);
  }

  private void write(PlanView plan, String command) {
    if (plan.runs().isEmpty()) {
      page.prose(
          plan.from()
              .map(version -> "Nothing to do: release " + version + " is current.")
              .orElse("Nothing to do: there is no migration."));
      return;
    }
    page.line(
        Span.strong("Plan: " + Words.path(look, plan.from(), plan.to())),
        Span.plain("  " + size(plan)));
    plan.runs().forEach(this::run);
    end(plan, command);
  }

  private static String size(PlanView plan) {
    long steps = plan.runs().stream().mapToLong(run -> run.steps().size()).sum();
    return Words.count(plan.runs().size(), "migration") + ", " + Words.count(steps, "step");
  }

  private void run(PlanView.PlannedRun run) {
    MigrationView migration = run.migration();
    List<Span> heading = new ArrayList<>(List.of(Span.strong(migration.name())));
    heading.add(Span.plain("  " + Words.path(look, migration)));
    heading.add(Span.quiet("  " + migration.type() + (isDown(run) ? ", taken back" : "")));
    page.gap().line(heading);
    List<String> before = new ArrayList<>();
    for (PlanView.PlannedStep step : run.steps()) {
      page.gap();
      step(before, step);
      before.add(step.id());
    }
    if (!run.checks().isEmpty()) {
      page.gap().line(Span.plain("  checks"));
      run.checks().forEach(check -> page.hanging(4, look.open(), Span.plain(check)));
    }
  }

  private static boolean isDown(PlanView.PlannedRun run) {
    return run.direction().equals("down");
  }

  private void step(List<String> before, PlanView.PlannedStep step) {
    String mark = before.size() + 1 + ".";
    page.line(
        Span.plain("  " + mark + " "),
        Span.strong(step.id()),
        Span.plain("  " + step.type() + " on " + step.target()));
    page.hanging(5, Span.plain(""), Span.plain(step.summary()));
    for (String detail : step.details()) {
      page.hanging(7, Span.plain(""), Span.quiet(detail));
    }
    page.hanging(5, Span.plain(""), facts(before, step));
    for (String warning : step.warnings()) {
      page.hanging(5, look.look(), new Span(warning, Tone.WARNING));
    }
  }

  private Span facts(List<String> before, PlanView.PlannedStep step) {
    List<String> facts = new ArrayList<>();
    List<String> last = before.subList(Math.max(0, before.size() - 1), before.size());
    if (!step.after().equals(last)) {
      facts.add("waits for " + (step.after().isEmpty() ? "none" : String.join(", ", step.after())));
    }
    if (!step.work().isEmpty()) {
      facts.add(step.work().stream().map(Moved::told).collect(Collectors.joining(", ")));
    }
    step.duration().ifPresent(duration -> facts.add(about(duration)));
    facts.add("undo " + undo(step.undo()));
    facts.add("outcome " + landing(step.landing()));
    facts.add("risk " + step.risk());
    return new Span(String.join(look.between(), facts), tone(step));
  }

  private static Tone tone(PlanView.PlannedStep step) {
    boolean grave = isIrreversible(step) || isBlind(step) || RISKS.indexOf(step.risk()) >= 2;
    return grave ? Tone.WARNING : Tone.PLAIN;
  }

  private static String undo(String undo) {
    return switch (undo) {
      case "inverse" -> "by its inverse";
      case "snapshot" -> "from a snapshot";
      case "repeat" -> "by doing it once more, after all others are undone";
      case "none" -> "impossible";
      default -> undo;
    };
  }

  private static String landing(String landing) {
    return switch (landing) {
      case "state" -> "recorded with the effect";
      case "receipt" -> "by receipt";
      case "look" -> "by looking";
      case "blind" -> "cannot be asked";
      default -> landing;
    };
  }

  private void end(PlanView plan, String command) {
    String risk =
        plan.runs().stream()
            .map(PlanView.PlannedRun::risk)
            .max((a, b) -> Integer.compare(RISKS.indexOf(a), RISKS.indexOf(b)))
            .orElse("low");
    boolean downtime = plan.runs().stream().anyMatch(PlanView.PlannedRun::downtime);
    page.gap()
        .line(
            Span.strong("Risk " + risk),
            Span.plain(downtime ? ", with downtime. " : ", no downtime. "),
            Span.plain(needs(plan)));
    page.prose("Nothing has been changed. `" + command + "` does this.");
  }

  /** {@code It takes about 3 min 20 s, 9.4 MB more in the targets.} */
  private static String needs(PlanView plan) {
    Optional<Duration> duration = Optional.of(Duration.ZERO);
    long storage = 0;
    long repository = 0;
    for (PlanView.PlannedRun run : plan.runs()) {
      Forecast forecast = run.forecast();
      duration = duration.flatMap(sum -> forecast.duration().map(sum::plus));
      storage += forecast.storageBytes();
      repository += forecast.repositoryBytes();
    }
    List<String> parts = new ArrayList<>();
    duration.map(PlanText::about).ifPresent(parts::add);
    if (storage > 0) {
      parts.add(Words.bytes((double) storage) + " more in the targets");
    }
    if (repository > 0) {
      parts.add(Words.bytes((double) repository) + " more in the repository");
    }
    return parts.isEmpty() ? "" : "It takes " + String.join(", ", parts) + ".";
  }

  private static String about(Duration duration) {
    return duration.toMillis() < 1_000 ? "less than a second" : "about " + Words.took(duration);
  }

  /** The steps that need a person's word, in order. */
  public static List<Consentable> consentable(PlanView plan) {
    List<Consentable> found = new ArrayList<>();
    for (PlanView.PlannedRun run : plan.runs()) {
      run.steps().stream()
          .filter(step -> isIrreversible(step) || isBlind(step))
          .forEach(step -> found.add(new Consentable(run.migration().name(), step)));
    }
    return found;
  }

  /**
   * A step that needs a person's word.
   *
   * @param migration its migration
   * @param step the step
   */
  public record Consentable(String migration, PlanView.PlannedStep step) {

    /** Whether it cannot be taken back. */
    public boolean irreversible() {
      return isIrreversible(step);
    }

    /** Whether nobody can tell afterwards if it happened. */
    public boolean blind() {
      return isBlind(step);
    }

    /** What is so about it. */
    public String why() {
      return irreversible() ? "cannot be undone" : "cannot be asked whether it happened";
    }
  }

  private static boolean isIrreversible(PlanView.PlannedStep step) {
    return step.undo().equals("none");
  }

  private static boolean isBlind(PlanView.PlannedStep step) {
    return step.landing().equals("blind");
  }
}
