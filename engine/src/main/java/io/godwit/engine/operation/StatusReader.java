package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.Release;
import io.godwit.api.run.Release.Holding;
import io.godwit.api.run.RunState;
import io.godwit.api.run.StatusView;
import io.godwit.api.run.StatusView.LeaseView;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.api.target.Digestible;
import io.godwit.api.target.Target;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Lease;
import io.godwit.engine.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code status}: the release, the targets, what is applied and pending, what is open. */
final class StatusReader {

  private final Operating parts;
  private final Views views;

  StatusReader(Operating parts, Views views) {
    this.parts = parts;
    this.views = views;
  }

  StatusView read(boolean withDigests) {
    StateStore store = parts.stores().reading();
    History history = History.read(parts.setup(), store);
    Optional<RunRecord> open = store.open();
    boolean stuck = open.filter(run -> run.state() == RunState.NEEDS_ATTENTION).isPresent();
    return new StatusView(
        parts.setup().system(),
        history.version().map(Version::value),
        parts.targets().names().stream()
            .map(name -> target(name, history.current(), withDigests))
            .toList(),
        applied(history, store),
        history.pending().stream().map(views::pending).toList(),
        open.filter(run -> !stuck).map(views::run),
        stuck ? open.map(StatusReader::attention) : Optional.empty(),
        store.lease().filter(Lease::valid).map(StatusReader::lease));
  }

  private List<MigrationView> applied(History history, StateStore store) {
    if (history.applied().isEmpty()) {
      return List.of();
    }
    Map<RunId, RunRecord> runs =
        store.runs().stream().collect(Collectors.toMap(RunRecord::id, run -> run));
    return history.applied().stream()
        .flatMap(one -> Optional.ofNullable(runs.get(one.run())).stream())
        .map(views::run)
        .toList();
  }

  private static String attention(RunRecord run) {
    return "Run "
        + run.id()
        + " of migration "
        + run.plan().migration()
        + " needs your decision: "
        + run.outcome().failure().map(Failure::toString).orElse("");
  }

  private static LeaseView lease(Lease lease) {
    return new LeaseView(lease.holder().toString(), lease.since(), lease.expires(), lease.token());
  }

  private TargetView target(TargetName name, Optional<Release> current, boolean withDigest) {
    Optional<Version> version =
        current.map(Release::targets).map(all -> all.get(name)).flatMap(Holding::version);
    String provider = parts.targets().provider(name);
    try {
      Target target = parts.targets().open(name);
      return new TargetView(
          name.value(),
          provider,
          version.map(Version::value),
          target.holdings(),
          withDigest ? digest(target) : Optional.empty(),
          Optional.empty());
    } catch (GodwitException e) {
      return new TargetView(
          name.value(),
          provider,
          version.map(Version::value),
          Map.of(),
          Optional.empty(),
          Optional.of(e.faults().get(0).toString()));
    }
  }

  private static Optional<String> digest(Target target) {
    return target instanceof Digestible digestible
        ? Optional.of(digestible.digest().toString())
        : Optional.empty();
  }
}
