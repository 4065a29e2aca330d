package io.godwit.model.registry;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import java.util.Optional;

/**
 * The mark that a step leaves in the catalog, in the same swap as its effect: what a receipt is in
 * a database. It is an alias of the artifact {@code godwit/model-steps}, called by the step's
 * origin, and names one of the versions below. Since a swap moves it only from where it was seen,
 * an attempt that comes too late (from a process that was thought dead) changes nothing, and an
 * outcome that was lost is found by reading it.
 */
public final class StepMark {

  /** The step's effect is in the catalog. */
  public static final Version PUBLISHED = new Version("published");

  /** The step's effect has been taken back; what was under way for it comes too late. */
  public static final Version UNDONE = new Version("undone");

  /** The undo has been taken back in turn; the effect may be published again. */
  public static final Version REOPENED = new Version("reopened");

  private static final Version REFUSED = new Version("refused");
  private static final ArtifactName STEPS = new ArtifactName("godwit/model-steps");
  private static final int KEPT_DIGITS = 32;

  private final String name;
  private final Artifacts artifacts;

  /** The mark of the step of this origin. */
  public StepMark(Artifacts artifacts, Digest origin) {
    this.artifacts = artifacts;
    this.name = shortened(origin);
  }

  /** Where the mark is; empty before the step's first effect and after it was retired. */
  public Optional<Version> in(Catalog catalog) {
    return catalog.find(mark()).map(published -> published.id().version());
  }

  /** The change, moving the mark too if it is where it was seen. */
  public Change move(Change change, Optional<Version> seen, Version to) {
    return state(change, to).move(mark(), seen, Optional.of(to));
  }

  /** The change, refusing from now on what comes under this key. */
  public Change refuse(Change change, Digest key) {
    return state(change, REFUSED).move(refusal(key), Optional.empty(), Optional.of(REFUSED));
  }

  /** The change, on condition that what comes under this key is not refused. */
  public Change unlessRefused(Change change, Digest key) {
    return change.move(refusal(key), Optional.empty(), Optional.empty());
  }

  /** Whether what comes under this key is refused. */
  public boolean isRefused(Catalog catalog, Digest key) {
    return catalog.find(refusal(key)).isPresent();
  }

  /** The change, removing all that the step has left. */
  public Change clear(Change change, Catalog catalog) {
    Change cleared = change.unpin(pin());
    for (var alias : catalog.aliases(STEPS).entrySet()) {
      if (alias.getKey().startsWith(name)) {
        Optional<Version> seen = Optional.of(alias.getValue().id().version());
        cleared = cleared.move(new Alias(STEPS, alias.getKey()), seen, Optional.empty());
      }
    }
    return cleared;
  }

  /** The name under which what an undone step has taken out of the catalog is kept. */
  public String pin() {
    return "model/" + name;
  }

  private Change state(Change change, Version state) {
    ArtifactId id = new ArtifactId(STEPS, state);
    return change.add(
        id,
        artifacts
            .find(id)
            .map(PublishedArtifact::content)
            .orElseGet(
                () -> artifacts.stage(StageRequest.of(new TextTree("state", state.value())))));
  }

  private Alias mark() {
    return new Alias(STEPS, name);
  }

  private Alias refusal(Digest key) {
    return new Alias(STEPS, name + "." + shortened(key));
  }

  private static String shortened(Digest digest) {
    return digest.hex().substring(0, KEPT_DIGITS);
  }
}
