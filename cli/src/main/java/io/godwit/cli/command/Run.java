package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Consent;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.Operations;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.StatusView;
import io.godwit.cli.error.CliError;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.error.TroubleText;
import io.godwit.cli.json.ReportJson;
import io.godwit.cli.progress.Progress;
import io.godwit.cli.terminal.Signals;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.text.Page;
import io.godwit.cli.text.PlanText;
import io.godwit.cli.text.ReportText;
import io.godwit.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code up}, {@code down} and their like have in common: a person's word where one is needed,
 * progress, a stop that can be resumed, and the report.
 */
final class Run {

  private final Session session;
  private final String command;
  private final Function<Operations, PlanView> plan;
  private final BiFunction<Operations, Consent, RunReport> act;
  private final boolean wayBack;
  private final Stop stop = new Stop();

  Run(
      Session session,
      String command,
      Function<Operations, PlanView> plan,
      BiFunction<Operations, Consent, RunReport> act) {
    this(session, command, plan, act, false);
  }

  private Run(
      Session session,
      String command,
      Function<Operations, PlanView> plan,
      BiFunction<Operations, Consent, RunReport> act,
      boolean wayBack) {
    this.session = session;
    this.command = command;
    this.plan = plan;
    this.act = act;
    this.wayBack = wayBack;
  }

  /** What goes back, once nothing is open any more. */
  static Run back(
      Session session,
      String command,
      Function<Operations, PlanView> plan,
      BiFunction<Operations, Consent, RunReport> act) {
    return new Run(session, command, plan, act, true);
  }

  /** What asks for no word: it only goes on with what a person has asked for before. */
  static Run certain(Session session, String command, Function<Operations, RunReport> act) {
    PlanView nothing = new PlanView(Optional.empty(), Optional.empty(), List.of());
    return new Run(session, command, engine -> nothing, (engine, consent) -> act.apply(engine));
  }

  Answer go(boolean yes) {
    session.changing();
    try (Watch watch = Watch.over(session)) {
      return answer(session.ask(watch.progress(), engine -> run(engine, watch.progress(), yes)));
    }
  }

  private RunReport run(Operations engine, Progress progress, boolean yes) {
    StatusView status = engine.status(false);
    progress.expect(migrations(status));
    Consent consent = yes ? Consent.ALL : word(plan.apply(engine));
    stop.listen(session.world(), engine::stop);
    return act.apply(engine, consent);
  }

  private static List<MigrationView> migrations(StatusView status) {
    List<MigrationView> all = new ArrayList<>(status.applied());
    all.addAll(status.pending());
    status.running().ifPresent(all::add);
    return all;
  }

  private Consent word(PlanView planned) {
    List<PlanText.Consentable> steps = PlanText.consentable(planned);
    if (steps.isEmpty()) {
      return Consent.NONE;
    }
    Optional<String> word =
        session.options().json ? Optional.empty() : session.terminal().ask(question(steps));
    if (word.filter("yes"::equals).isEmpty()) {
      throw new GodwitException(CliError.CONSENT_MISSING, refusal(steps, word.isPresent()));
    }
    return new Consent(
        steps.stream().anyMatch(PlanText.Consentable::irreversible),
        steps.stream().anyMatch(PlanText.Consentable::blind));
  }

  private String question(List<PlanText.Consentable> steps) {
    Page page = new Page(session.terminal().ends().err());
    page.hanging(0, page.look().look(), Span.strong("This cannot all be taken back:"));
    Table table = Table.bare();
    for (PlanText.Consentable step : steps) {
      table.row(
          Span.strong(step.migration() + "/" + step.step().id()),
          Span.plain(step.why()),
          Span.plain(step.step().summary()));
    }
    return page.table(table) + "Type yes to go on: ";
  }

  private String refusal(List<PlanText.Consentable> steps, boolean asked) {
    String named =
        steps.stream()
            .map(step -> step.migration() + "/" + step.step().id() + " " + step.why())
            .collect(Collectors.joining("; "));
    return asked
        ? "You did not say yes: " + named + "."
        : "Your word is needed: "
            + named
            + ". Look at it with `"
            + command
            + " --dry-run`, then say `"
            + command
            + " --yes`.";
  }

  /** What is open comes first; then it is for the person to say whether to go back from there. */
  private static boolean onlyFinished(RunReport report) {
    return !report.runs().isEmpty()
        && report.runs().stream().allMatch(run -> run.direction().equals("up"));
  }

  private Answer answer(RunReport report) {
    boolean done = report.ending() == RunReport.Ending.DONE;
    int exit =
        stop.signal()
            .filter(signal -> report.ending() == RunReport.Ending.STOPPED)
            .map(Signals.Ending::exitCode)
            .orElse(ExitCode.of(report.ending()).number());
    return new Answer(
        ReportJson.of(report, exit),
        page -> {
          ReportText.write(page, report);
          if (wayBack && done && onlyFinished(report)) {
            page.prose(
                "That finished what had been interrupted, and nothing else. To go back now, say `"
                    + command
                    + "` again.");
          }
        },
        done ? Optional.empty() : Optional.of(page -> TroubleText.message(page, report.message())),
        exit);
  }
}
