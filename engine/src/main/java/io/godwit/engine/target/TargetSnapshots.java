package io.godwit.engine.target;

import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Input;
import io.godwit.engine.error.EngineError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Snapshots of targets in the repository: an artifact for each target, whose versions share what
 * has not changed. Those of a run are named by the run, those that a person asked for by their
 * moment.
 */
public final class TargetSnapshots {

  /** Stands in a plan where a step's target is captured before the first effect. */
  public static final Input INPUT = new Input("godwit-snapshot", "the target");

  /** With what the names of all snapshots begin. */
  public static final String PREFIX = "godwit/snapshots/";

  private final Targets targets;
  private final Artifacts artifacts;
  private final ScratchFolder scratch;
  private final String prefix;

  /**
   * Snapshots of these targets.
   *
   * @param system whose targets, and in which environment: several may share a repository
   */
  public TargetSnapshots(
      Targets targets, Artifacts artifacts, ScratchFolder scratch, String system) {
    this.targets = targets;
    this.artifacts = artifacts;
    this.scratch = scratch;
    this.prefix = PREFIX + system + "/";
  }

  /** Whether a target can be captured and brought back. */
  public boolean canTake(TargetName target) {
    return targets.open(target) instanceof Restorable;
  }

  /** Captures a target into the repository, beside what was captured of it before. */
  public StagedArtifact take(TargetName target) {
    if (!(targets.open(target) instanceof Restorable restorable)) {
      throw cannot(target);
    }
    Optional<PublishedArtifact> last =
        artifacts.catalog().versions(name(target)).stream().reduce((a, b) -> b);
    return scratch.use(
        folder -> {
          try (Restorable.Capture capture = restorable.capture(folder)) {
            StageRequest request =
                StageRequest.of(capture.files())
                    .with(ArtifactFacts.of(Map.of("target", target.value())));
            return artifacts.stage(
                last.map(base -> request.basedOn(base.manifest())).orElse(request));
          }
        });
  }

  static GodwitException cannot(TargetName target) {
    return new GodwitException(
        EngineError.NOT_RESTORABLE,
        "Target "
            + target
            + " cannot be captured and brought back as a whole; nothing was touched. Go back with"
            + " --strategy undo");
  }

  private ArtifactName name(TargetName target) {
    return new ArtifactName(prefix + target.value().replace('+', '-'));
  }

  /** A free name for what a run has captured. */
  public ArtifactId id(TargetName target, RunId run) {
    Catalog catalog = artifacts.catalog();
    int number = 1;
    while (catalog.find(id(target, run + "." + number)).isPresent()) {
      number++; // an attempt that was killed before it could be written down
    }
    return id(target, run + "." + number);
  }

  /** The name of a version. */
  public ArtifactId id(TargetName target, String version) {
    return new ArtifactId(name(target), new Version(version));
  }

  /**
   * Makes a change in the repository.
   *
   * @throws GodwitException if it is not made, or that is not known
   */
  public void publish(Change change) {
    Optional<Fault> failed =
        artifacts
            .publish(change)
            .fold(done -> Optional.empty(), Optional::of, Optional::of, Optional::of);
    if (failed.isPresent()) {
      throw new GodwitException(failed.get());
    }
  }

  /** What was captured of a target, the newest last. */
  public List<PublishedArtifact> of(TargetName target) {
    return artifacts.catalog().versions(name(target));
  }

  /** All versions that these runs have captured, in any system of a repository. */
  public static List<ArtifactId> takenBy(Catalog catalog, Set<RunId> runs) {
    List<ArtifactId> found = new ArrayList<>();
    for (ArtifactName name : catalog.names()) {
      if (name.value().startsWith(PREFIX)) {
        for (PublishedArtifact version : catalog.versions(name)) {
          String value = version.id().version().value();
          if (runs.stream().anyMatch(run -> value.startsWith(run + "."))) {
            found.add(version.id());
          }
        }
      }
    }
    return found;
  }
}
