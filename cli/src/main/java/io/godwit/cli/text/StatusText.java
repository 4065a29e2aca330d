package io.godwit.cli.text;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.StatusView;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a system stands. */
public final class StatusText {

  private static final int LATEST = 8;
  private static final int MOST_HELD = 12;

  private final Page page;
  private final Words words;

  private StatusText(Page page, Words words) {
    this.page = page;
    this.words = words;
  }

  /** Writes it. */
  public static void write(Page page, Words words, StatusView status) {
    new StatusText(page, words).write(status);
  }

  private void write(StatusView status) {
    page.line(
        Span.strong(status.system()),
        Span.plain("  "),
        status
            .release()
            .map(version -> Span.plain("release " + version))
            .orElse(Span.plain("no release yet")));
    targets(status.targets());
    migrations(status);
    unrest(status);
    next(status);
  }

  private void targets(List<StatusView.TargetView> targets) {
    Table table = Table.of("target", "provider", "version", "holds");
    for (StatusView.TargetView target : targets) {
      table.row(
          Span.plain(target.name()),
          Span.plain(target.provider()),
          Span.plain(target.version().orElse("")),
          target
              .error()
              .map(error -> new Span(error, Tone.BAD))
              .orElse(Span.plain(holds(target.holds()))));
    }
    page.gap().table(table);
    Table digests = Table.bare();
    for (StatusView.TargetView target : targets) {
      target
          .digest()
          .ifPresent(digest -> digests.row(Span.plain(target.name()), Span.plain(digest)));
    }
    page.gap().table(digests);
  }

  private String holds(Map<String, String> holds) {
    String first =
        holds.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .limit(MOST_HELD)
            .map(this::held)
            .collect(Collectors.joining(", "));
    int left = holds.size() - MOST_HELD;
    return left > 0 ? first + " and " + left + " more" : first;
  }

  /** The digest of one of many versions tells a person nothing that its name does not. */
  private String held(Map.Entry<String, String> held) {
    String name = held.getKey();
    String value = held.getValue();
    boolean version = name.contains("@") && value.startsWith("sha256:");
    return version ? name : name + " " + Words.shortened(value, page.look());
  }

  private void migrations(StatusView status) {
    Look look = page.look();
    List<MigrationView> applied = status.applied();
    int left = Math.max(applied.size() - LATEST, 0);
    Table table = Table.of("", "migration", "to", "state");
    for (MigrationView migration : applied.subList(left, applied.size())) {
      String when = words.minute(migration.completedAt());
      table.row(
          look.done(),
          Span.plain(migration.name()),
          Span.plain(migration.targetVersion()),
          Span.plain("applied " + when));
    }
    for (MigrationView migration : status.pending()) {
      table.row(
          look.open(),
          Span.plain(migration.name()),
          Span.plain(migration.targetVersion()),
          Span.plain("pending"));
    }
    page.gap().table(table);
    if (left > 0) {
      page.line(Span.quiet("  and " + left + " before them: godwit history"));
    }
  }

  private void unrest(StatusView status) {
    page.gap();
    status
        .running()
        .ifPresent(
            run ->
                page.hanging(
                    0,
                    page.look().look(),
                    Span.plain(
                        "Under way: "
                            + run.name()
                            + ", "
                            + state(run.status())
                            + run.startedAt().map(at -> since(at)).orElse(""))));
    status
        .lease()
        .ifPresent(
            lease ->
                page.hanging(
                    0,
                    page.look().look(),
                    Span.plain("The lease is held by " + lease.holder() + since(lease.since()))));
    status.attention().ifPresent(what -> page.hanging(0, page.look().failed(), Span.strong(what)));
  }

  private String since(Instant at) {
    return " since " + words.minute(Optional.of(at));
  }

  private void next(StatusView status) {
    page.gap();
    if (status.attention().isPresent()) {
      return;
    }
    if (status.running().isPresent() && status.lease().isEmpty()) {
      page.prose("What is under way has no engine; `godwit up` finishes it or takes it back.");
    } else if (!status.pending().isEmpty()) {
      page.prose(
          status.pending().size()
              + " pending: `godwit plan` shows what would happen, `godwit up` does it.");
    } else {
      page.prose("Nothing is pending.");
    }
  }

  /** A wire word as people read it. */
  static String state(String wire) {
    return wire.replace('_', ' ');
  }
}
