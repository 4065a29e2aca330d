package io.godwit.engine.operation;

import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.BackupView;
import io.godwit.api.run.Consent;
import io.godwit.api.run.Direction;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunReport;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.StepPlan;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import io.godwit.engine.target.RestoreStep;
import io.godwit.engine.target.TargetSnapshots;
import io.godwit.engine.target.Targets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code backup} and {@code rollback --strategy restore}: one run brings all targets back to what
 * was captured of them (A6, E8, E9).
 */
final class Restore {

  private static final MigrationId NAME = new MigrationId("restore");

  /**
   * A restore takes as long as it takes: it is one transaction, and nothing comes of half of it.
   */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Operating parts;
  private final Targets targets;
  private final Execution execution;
  private final Return points;
  private final Backups backups;

  Restore(Operating parts, Execution execution, Return points, Backups backups) {
    this.parts = parts;
    this.targets = parts.targets();
    this.execution = execution;
    this.points = points;
    this.backups = backups;
  }

  /** Captures all that can be captured, now. */
  BackupView backup() {
    List<BackupView> taken = new ArrayList<>();
    execution.under(
        session -> {
          demandSettled(session.store());
          Backups.Way way = backups.take(session.store(), parts.clock().instant());
          taken.add(view(session.store(), way));
        });
    return taken.get(0);
  }

  /** Between the steps of a run that is open the targets hold what no release is. */
  private static void demandSettled(StateStore store) {
    store
        .open()
        .ifPresent(
            run -> {
              throw new GodwitException(
                  EngineError.ATTENTION_NEEDED,
                  "Run "
                      + run.id()
                      + " is not settled ("
                      + run.state().wire()
                      + "), so there is no release to back up; run `godwit resume` first");
            });
  }

  /** What a person sees of a backup. */
  static BackupView view(StateStore store, Backups.Way way) {
    List<Applied> applied = store.applied();
    Optional<Version> version =
        way.stay() == applied.size()
            ? store.current().flatMap(Release::version)
            : Return.before(store, applied.get(way.stay()));
    return new BackupView(
        way.at(),
        version.map(Version::value),
        way.contents().keySet().stream().map(TargetName::value).sorted().toList(),
        way.sizeBytes());
  }

  RunReport to(String point, Consent consent, Backup wish) {
    Execution.demand(parts.setup().switches().enabled(), "versioning.migrations.enabled");
    Execution.demand(parts.setup().switches().rollback(), "versioning.migrations.rollback.enabled");
    var unused = execution.recover();
    return execution.under(
        session -> {
          if (session.finishOpen().isPresent()) {
            return;
          }
          FrozenPlan plan = plan(session.store(), point, wish);
          Execution.demandConsent(plan, consent);
          var unusedEnd = session.run(plan);
        });
  }

  PlanView plan(PlanReader reader, StateStore store, String point, Backup wish) {
    return reader.show(store, List.of(plan(store, point, wish)));
  }

  private FrozenPlan plan(StateStore store, String point, Backup wish) {
    Backups.Way way = find(store, point);
    List<Applied> applied = store.applied();
    List<Applied> lost = new ArrayList<>(applied.subList(way.stay(), applied.size()));
    Collections.reverse(lost);
    Optional<Release> current = store.current();
    Optional<ReleaseId> made =
        lost.isEmpty()
            ? current.map(Release::id)
            : store.release(applied.get(way.stay()).release()).flatMap(Release::previous);
    FrozenPlan.Route route =
        new FrozenPlan.Route(
            Direction.RESTORE,
            current.map(Release::id),
            current.flatMap(Release::version),
            made.flatMap(store::release).flatMap(Release::version),
            Optional.empty(),
            Optional.of(
                new FrozenPlan.Restored(
                    made,
                    lost.stream()
                        .map(one -> new FrozenPlan.Lost(one.migration(), one.run()))
                        .toList())));
    boolean keeps = wish != Backup.LEFT_OUT;
    List<FrozenStep> steps =
        way.contents().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one -> step(way.at(), one.getKey(), one.getValue(), lost, keeps))
            .toList();
    return new FrozenPlan(1, NAME, Digest.of(""), "", route, steps, Migration.Checks.NONE);
  }

  private FrozenStep step(
      Instant moment, TargetName target, ManifestRef content, List<Applied> lost, boolean keeps) {
    Instant at = moment.truncatedTo(ChronoUnit.SECONDS);
    List<String> details = new ArrayList<>();
    lost.forEach(one -> details.add("migration " + one.migration() + " is not applied any more"));
    details.add(
        keeps
            ? "captures what " + target + " holds now first, and keeps it until retired"
            : "what " + target + " holds now is not captured before");
    return new FrozenStep(
        new StepId(target.value()),
        new FrozenStep.Use(RestoreStep.NAME, targets.provider(target), targets.version(target)),
        target,
        Json.tree(new RestoreStep.Captured(content)),
        new StepPlan.Text(
            "Bring back all that " + target + " held at " + at,
            details,
            List.of("what was written to " + target + " since " + at + " is not there any more")),
        StepPlan.Estimate.of(),
        new Conduct(
            keeps ? Conduct.Undo.SNAPSHOT : Conduct.Undo.NONE,
            Conduct.Landing.RECEIPT,
            Conduct.Risk.CRITICAL,
            true,
            false),
        keeps ? List.of(TargetSnapshots.INPUT) : List.of(),
        new FrozenStep.Terms(List.of(), LONGEST, Set.of("everything")),
        FrozenStep.Before.NOTHING);
  }

  private Backups.Way find(StateStore store, String point) {
    Optional<Instant> moment = moment(point);
    Optional<Backups.Way> way =
        moment.isPresent()
            ? backups.by(store, moment.get())
            : backups.to(store, stay(store, point));
    return way.orElseThrow(() -> none(store, point));
  }

  /** The release that is current is a point to restore, though none to go back to. */
  private int stay(StateStore store, String point) {
    int all = store.applied().size();
    boolean isCurrent =
        store
            .current()
            .filter(
                release ->
                    release.id().toString().equals(point)
                        || release.version().map(Version::value).equals(Optional.of(point)))
            .isPresent();
    return isCurrent || (all == 0 && point.equals(Return.START)) ? all : points.find(store, point);
  }

  private GodwitException none(StateStore store, String point) {
    String there =
        backups.all(store).stream()
            .map(way -> view(store, way))
            .map(view -> view.version().orElse(Return.START) + " of " + view.at())
            .reduce((a, b) -> a + ", " + b)
            .map(all -> "there are backups of " + all)
            .orElse("there is no backup at all");
    return new GodwitException(
        Fault.of(
            EngineError.NO_BACKUP,
            "No backup leads to '"
                + point
                + "': "
                + there
                + ". Go back with --strategy undo; for the next time, set"
                + " versioning.migrations.backup or say `godwit backup`"));
  }

  /** A moment, or the end of a day, in UTC. */
  private static Optional<Instant> moment(String point) {
    try {
      return Optional.of(Instant.parse(point));
    } catch (DateTimeException e) {
      return day(point);
    }
  }

  private static Optional<Instant> day(String point) {
    try {
      return Optional.of(
          LocalDate.parse(point).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
