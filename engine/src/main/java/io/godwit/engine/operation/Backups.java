package io.godwit.engine.operation;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.TargetName;
import io.godwit.api.run.Backup;
import io.godwit.api.run.Release;
import io.godwit.api.step.Input;
import io.godwit.api.step.StepPlan;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import io.godwit.engine.target.TargetSnapshots;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was captured of targets, and to which rollback points it leads: a run captures the targets
 * that it touches, a person all of them. A backup leads to the point at which the same migrations
 * were applied; what a run captured that failed, to the release that it began from.
 */
final class Backups {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int DIGITS = 16;

  private final TargetSnapshots snapshots;
  private final Set<TargetName> targets;

  /**
   * A way to a rollback point.
   *
   * @param stay how many migrations are applied there
   * @param at when it was captured
   * @param contents what comes back into which target
   */
  record Way(int stay, Instant at, Map<TargetName, ManifestRef> contents, long sizeBytes) {
    Way {
      contents = Map.copyOf(contents);
    }
  }

  Backups(TargetSnapshots snapshots, Set<TargetName> targets) {
    this.snapshots = snapshots;
    this.targets = targets;
  }

  /** The plan, with what is captured before the first effect, where that is wanted. */
  FrozenPlan guarded(FrozenPlan plan, Backup wish, boolean configured) {
    if (wish == Backup.LEFT_OUT || (wish == Backup.CONFIGURED && !configured)) {
      return plan;
    }
    Set<TargetName> done = new HashSet<>();
    return plan.withSteps(
        plan.steps().stream()
            .map(step -> done.add(step.target()) ? captured(step) : step)
            .toList());
  }

  private FrozenStep captured(FrozenStep step) {
    boolean can = snapshots.canTake(step.target());
    List<Input> inputs = new ArrayList<>(step.inputs());
    List<String> details = new ArrayList<>(step.text().details());
    List<String> warnings = new ArrayList<>(step.text().warnings());
    if (can) {
      inputs.add(TargetSnapshots.INPUT);
      details.add("captures " + step.target() + " first, for a restore");
    } else {
      warnings.add("a backup of " + step.target() + " as a whole is not possible");
    }
    return step.with(new StepPlan.Text(step.text().summary(), details, warnings), inputs);
  }

  /** All ways to all points, the newest last. */
  List<Way> all(StateStore store) {
    List<Applied> applied = store.applied();
    List<Way> ways = new ArrayList<>(taken(applied));
    List<Set<TargetName>> touched = new ArrayList<>();
    Map<TargetName, StagedArtifact> later = new HashMap<>();
    Set<TargetName> all = new HashSet<>();
    touched.add(Set.of());
    boolean retired = false;
    for (int i = applied.size() - 1; i >= 0 && !retired; i--) {
      RunRecord up = store.run(applied.get(i).run()).orElseThrow();
      retired = store.isRetired(up.id());
      up.plan().steps().forEach(step -> all.add(step.target()));
      later.putAll(captured(up));
      touched.add(0, Set.copyOf(all));
      if (!retired && later.keySet().containsAll(all)) {
        ways.add(way(i, up.times().startedAt().orElse(up.head().createdAt()), later));
      }
    }
    ways.addAll(ofOthers(store, applied));
    int first = applied.size() + 1 - touched.size();
    ways.removeIf(
        way ->
            way.stay < first || !way.contents.keySet().containsAll(touched.get(way.stay - first)));
    ways.sort(Comparator.comparing(Way::at));
    return ways;
  }

  /** What a run captured that made no release, or whose release was returned from since. */
  private static List<Way> ofOthers(StateStore store, List<Applied> applied) {
    Set<RunId> known = new HashSet<>();
    applied.forEach(one -> known.add(one.run()));
    Map<Optional<ReleaseId>, Integer> points = new HashMap<>();
    for (int i = 0; i < applied.size(); i++) {
      points.put(store.release(applied.get(i).release()).flatMap(Release::previous), i);
    }
    points.put(store.current().map(Release::id), applied.size());
    List<Way> ways = new ArrayList<>();
    for (RunRecord run : store.runs()) {
      Integer stay = points.get(run.plan().route().basis());
      Map<TargetName, StagedArtifact> contents = captured(run);
      if (stay != null
          && !contents.isEmpty()
          && !known.contains(run.id())
          && !store.isRetired(run.id())) {
        ways.add(way(stay, run.times().startedAt().orElse(run.head().createdAt()), contents));
      }
    }
    return ways;
  }

  private static Map<TargetName, StagedArtifact> captured(RunRecord run) {
    Map<TargetName, StagedArtifact> found = new HashMap<>();
    for (StepRecord step : run.steps()) {
      StagedArtifact content = step.inputs().get(TargetSnapshots.INPUT.name());
      if (content != null) {
        found.put(run.plan().step(step.id()).target(), content);
      }
    }
    return found;
  }

  private static Way way(int stay, Instant at, Map<TargetName, StagedArtifact> contents) {
    Map<TargetName, ManifestRef> manifests = new HashMap<>();
    contents.forEach((target, content) -> manifests.put(target, content.manifest()));
    long size = contents.values().stream().mapToLong(StagedArtifact::sizeBytes).sum();
    return new Way(stay, at, manifests, size);
  }

  /** What people have taken, as far as its point is still one. */
  private List<Way> taken(List<Applied> applied) {
    Map<String, Integer> points = new HashMap<>();
    List<String> marks = marks(applied);
    for (int i = 0; i <= applied.size(); i++) {
      points.put(marks.get(i), i);
    }
    Map<String, Map<TargetName, StagedArtifact>> found = new TreeMap<>();
    for (TargetName target : targets) {
      for (PublishedArtifact version : snapshots.of(target)) {
        String name = version.id().version().value();
        found.computeIfAbsent(name, n -> new HashMap<>()).put(target, version.content());
      }
    }
    List<Way> ways = new ArrayList<>();
    found.forEach(
        (name, contents) -> {
          int end = name.lastIndexOf('.');
          Integer stay = points.get(name.substring(end + 1));
          if (stay != null) {
            ways.add(way(stay, MOMENT.parse(name.substring(0, end), Instant::from), contents));
          }
        });
    return ways;
  }

  /** For each point what is applied there, in a word that stands in the names of backups. */
  private static List<String> marks(List<Applied> applied) {
    List<String> marks = new ArrayList<>();
    Digest digest = Digest.ofParts();
    marks.add(mark(digest));
    for (Applied one : applied) {
      digest = Digest.ofParts(digest.hex(), one.migration().value(), one.run().toString());
      marks.add(mark(digest));
    }
    return marks;
  }

  private static String mark(Digest digest) {
    return digest.hex().substring(0, DIGITS);
  }

  /**
   * Captures all targets that can be.
   *
   * @throws GodwitException if there is none, or one does not answer
   */
  Way take(StateStore store, Instant moment) {
    Instant now = moment.truncatedTo(ChronoUnit.MILLIS);
    List<Applied> applied = store.applied();
    String name = MOMENT.format(now) + "." + marks(applied).get(applied.size());
    Change change = Change.none();
    Map<TargetName, StagedArtifact> contents = new HashMap<>();
    for (TargetName target : targets) {
      if (snapshots.canTake(target)) {
        StagedArtifact content = snapshots.take(target);
        ArtifactId id = snapshots.id(target, name);
        change = change.add(id, content);
        contents.put(target, content);
      }
    }
    if (contents.isEmpty()) {
      throw new GodwitException(
          EngineError.NOT_RESTORABLE,
          "No target of this project can be captured as a whole, so there is nothing to back up");
    }
    snapshots.publish(change);
    return way(applied.size(), now, contents);
  }

  /** The newest way to a point. */
  Optional<Way> to(StateStore store, int stay) {
    return all(store).stream().filter(way -> way.stay == stay).reduce((a, b) -> b);
  }

  /** The newest way that was captured by a moment. */
  Optional<Way> by(StateStore store, Instant moment) {
    return all(store).stream().filter(way -> !way.at.isAfter(moment)).reduce((a, b) -> b);
  }

  /** Backups that people took before this many migrations were applied. */
  Change withoutTaken(StateStore store, int stay) {
    Set<String> old = new HashSet<>(marks(store.applied()).subList(0, stay));
    Change change = Change.none();
    for (TargetName target : targets) {
      for (PublishedArtifact version : snapshots.of(target)) {
        String name = version.id().version().value();
        if (old.contains(name.substring(name.lastIndexOf('.') + 1))) {
          change = change.remove(version.id());
        }
      }
    }
    return change;
  }
}
