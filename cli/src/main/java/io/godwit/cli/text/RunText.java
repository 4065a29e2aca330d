package io.godwit.cli.text;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunView;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** One run in full. */
public final class RunText {

  private final Page page;
  private final Look look;
  private final Words words;

  private RunText(Page page, Words words) {
    this.page = page;
    this.look = page.look();
    this.words = words;
  }

  /** Writes it. */
  public static void write(Page page, Words words, RunView run) {
    new RunText(page, words).write(run);
  }

  private void write(RunView run) {
    MigrationView migration = run.migration();
    page.line(
        Span.strong(migration.name()),
        Span.plain("  " + run.direction() + ", " + StatusText.state(migration.status())));
    page.gap().table(facts(run));
    migration
        .error()
        .ifPresent(error -> page.gap().hanging(2, look.failed(), new Span(error, Tone.BAD)));
    steps(migration);
    page.gap();
    run.warnings()
        .forEach(warning -> page.hanging(2, look.look(), new Span(warning, Tone.WARNING)));
    targets(run);
    journal(run);
  }

  private Table facts(RunView run) {
    MigrationView migration = run.migration();
    Table table = Table.bare();
    fact(table, "run", migration.run().map(UUID::toString).orElse(""));
    fact(table, "version", Words.path(look, migration));
    fact(table, "release", run.release().map(String::valueOf).orElse(""));
    fact(table, "began", words.minute(migration.startedAt()));
    fact(table, "took", Words.took(migration.startedAt(), migration.completedAt()));
    fact(table, "by", run.engine());
    fact(table, "plan", run.planHash());
    return table;
  }

  private static void fact(Table table, String what, String value) {
    if (!value.isEmpty()) {
      table.row(Span.quiet(what), Span.plain(value));
    }
  }

  private void steps(MigrationView migration) {
    Table table = Table.of("", "step", "type", "target", "state", "moved");
    for (MigrationView.StepView step : migration.steps()) {
      table.row(
          HistoryText.mark(look, step.status()),
          Span.plain(step.id()),
          Span.plain(step.type()),
          Span.plain(step.target()),
          Span.plain(StatusText.state(step.status())),
          Span.plain(step.moved().stream().map(Moved::told).collect(Collectors.joining(", "))));
    }
    page.gap().table(table);
    migration.steps().stream()
        .filter(step -> step.error().isPresent())
        .forEach(
            step ->
                page.hanging(
                    2,
                    look.failed(),
                    new Span(step.id() + ": " + step.error().orElse(""), Tone.BAD)));
  }

  private void targets(RunView run) {
    Table table = Table.of("target", "holds");
    new TreeMap<>(run.targets())
        .forEach((target, holds) -> table.row(Span.plain(target), Span.plain(holds)));
    page.gap().table(table);
  }

  private void journal(RunView run) {
    Table table = Table.of("", "journal", "event", "step", "");
    for (RunView.JournalView line : run.journal()) {
      table.row(
          Span.quiet(Long.toString(line.number())),
          Span.quiet(words.millisecond(line.at())),
          Span.plain(line.event()),
          Span.plain(line.step().orElse("")),
          Span.plain(line.detail()));
    }
    page.gap().table(table);
  }
}
