package io.godwit.data.file;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.data.file.Exchange.Side;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The life of a step that changes files. Its first effect keeps both states of the files in the
 * repository, its second takes the files to the new one; undo takes them to the old one. A look
 * compares digests.
 */
public final class FileStep {

  private final ProjectFolder folder;
  private final Marks marks;
  private final StepContext context;

  /** A step on files of a project. */
  public FileStep(ProjectFolder folder, Marks marks, StepContext context) {
    this.folder = folder;
    this.marks = marks;
    this.context = context;
  }

  private Optional<StagedArtifact> kept() {
    return Kept.in(context.checkpoint()).or(() -> Kept.in(context.applied()));
  }

  private Exchange exchange(StagedArtifact kept) {
    return new Exchange(folder, context.artifacts(), kept);
  }

  private String pin() {
    return "files/" + origin().hex().substring(0, 32);
  }

  private Digest origin() {
    return context.effect().keys().origin();
  }

  /**
   * Keeps, and then changes.
   *
   * @param keeping brings both states into the repository
   */
  public Attempt<Progress> apply(Supplier<StagedArtifact> keeping) {
    return marks.guarded(
        context.effect(), () -> kept().map(this::toAfter).orElseGet(() -> keep(keeping.get())));
  }

  /** An undo that was refused has changed nothing, so that there is nothing to take back. */
  private Attempt<Progress> toAfter(StagedArtifact kept) {
    Exchange exchange = exchange(kept);
    boolean untouched =
        context.effect().keys().counterpart().isPresent()
            && exchange.notAt(Side.BEFORE).size() == exchange.paths().size();
    return untouched ? Attempt.done(complete(kept)) : exchange.to(Side.AFTER, complete(kept));
  }

  private Attempt<Progress> keep(StagedArtifact kept) {
    Artifacts artifacts = context.artifacts();
    return artifacts
        .publish(Change.none().pin(pin(), List.of(kept.manifest())))
        .map(catalog -> Progress.more(Kept.checkpoint(kept)));
  }

  private Progress complete(StagedArtifact kept) {
    return Progress.complete(
        Kept.checkpoint(kept), Tally.of("files", exchange(kept).paths().size()));
  }

  /** Whether all files are as the step left them. */
  public List<Finding> verify() {
    return kept().stream()
        .flatMap(kept -> exchange(kept).notAt(Side.AFTER).stream())
        .map(
            path ->
                Finding.error(
                    path + " is not as this step left it", "see who has changed it since"))
        .toList();
  }

  /** Takes the files back. */
  public Attempt<Progress> undo() {
    return marks.guarded(
        context.effect(),
        () ->
            Kept.in(context.applied())
                .map(kept -> exchange(kept).to(Side.BEFORE, Progress.nothing()))
                .orElseGet(() -> Attempt.done(Progress.nothing())));
  }

  /** Lets the repository forget what was kept. */
  public Attempt<Progress> retire() {
    return marks.guarded(
        context.effect(),
        () -> {
          marks.clear(origin());
          return context
              .artifacts()
              .publish(Change.none().unpin(pin()))
              .map(catalog -> Progress.nothing());
        });
  }

  /** What became of an effect. */
  public Sighting look() {
    return marks.settled(context.effect(), this::seen);
  }

  private Sighting seen() {
    return switch (context.effect().verb()) {
      case APPLY ->
          kept()
              .filter(kept -> exchange(kept).notAt(Side.AFTER).isEmpty())
              .map(kept -> Sighting.present(complete(kept)))
              .orElseGet(Sighting::absent);
      case UNDO -> sighted(isUndone(context.effect()));
      case RETIRE -> sighted(!context.artifacts().catalog().pins().containsKey(pin()));
      case PUBLISH -> Sighting.absent();
    };
  }

  private boolean isUndone(Effect effect) {
    boolean refuses =
        effect.keys().counterpart().filter(key -> marks.isRefused(origin(), key)).isPresent();
    Checkpoint applied = context.applied();
    return refuses
        && Kept.in(applied).map(kept -> exchange(kept).notAt(Side.BEFORE).isEmpty()).orElse(true);
  }

  private static Sighting sighted(boolean happened) {
    return happened ? Sighting.present(Progress.nothing()) : Sighting.absent();
  }
}
