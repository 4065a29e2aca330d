package io.godwit.model.step;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Verb;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.registry.StepMark;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the steps of a registry have in common: apply changes nothing that readers see and notes
 * where things stand; publish and undo are one swap of the catalog each, which moves the step's
 * mark; a look reads the mark.
 */
public final class MarkedStep {

  private static final int TRIES = 3;

  private final ModelRegistry registry;
  private final StepContext context;
  private final StepMark mark;

  /** A step of a registry. */
  public MarkedStep(ModelRegistry registry, StepContext context) {
    this.registry = registry;
    this.context = context;
    this.mark = new StepMark(registry.artifacts(), context.effect().keys().origin());
  }

  /** Whether the step's effect is in the catalog. */
  public boolean isPublished(Catalog catalog) {
    return mark.in(catalog).equals(Optional.of(StepMark.PUBLISHED));
  }

  /** The name under which what undo takes out is kept. */
  public String pin() {
    return mark.pin();
  }

  /** Why the alias that the step moves must not be moved any more. */
  Optional<Fault> moved(ModelName model, AliasMove move, Optional<Version> now) {
    if (!move.certain() || move.seen().equals(now)) {
      return Optional.empty();
    }
    return Optional.of(
        Fault.of(
            ModelError.ALIAS_ELSEWHERE,
            "alias "
                + model
                + ":"
                + move.name()
                + " names "
                + now.map(Version::value).orElse("nothing")
                + ", but named "
                + move.seen().map(Version::value).orElse("nothing")
                + " when this was planned; look who has moved it, then plan again"));
  }

  /**
   * What an apply has to do that is not the first of its step: nothing when the effect is in the
   * catalog, and to reopen the step when the apply takes back an undo.
   */
  public Optional<Attempt<Progress>> applyAgain() {
    Catalog catalog = registry.artifacts().catalog();
    Optional<Digest> undo = context.effect().keys().counterpart();
    if (undo.isPresent()) {
      Change change = mark.refuse(Change.none(), undo.get());
      Optional<Version> undone = Optional.of(StepMark.UNDONE);
      if (mark.in(catalog).equals(undone)) {
        change = mark.move(change, undone, StepMark.REOPENED);
      }
      return Optional.of(swap(change, Progress.complete(context.applied())));
    }
    return isPublished(catalog) && !context.applied().equals(Checkpoint.NONE)
        ? Optional.of(Attempt.done(Progress.complete(context.applied())))
        : Optional.empty();
  }

  /** Swaps the catalog so that it holds the change. */
  public Attempt<Progress> publish(Change change) {
    try {
      Optional<Version> seen = mark.in(registry.artifacts().catalog());
      return seen.equals(Optional.of(StepMark.UNDONE))
          ? Attempt.rejected(
              ModelError.TOO_LATE,
              "step "
                  + context.effect().step()
                  + " has been taken back by another process; nothing was changed")
          : swap(mark.move(change, seen, StepMark.PUBLISHED), Progress.nothing());
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  /** Swaps the catalog so that the change is taken back, if it was ever in it. */
  public Attempt<Progress> undo(Function<Catalog, Change> back) {
    if (context.applied().equals(Checkpoint.NONE)) {
      return Attempt.done(Progress.nothing());
    }
    try {
      return undo(back, TRIES);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  /** A publication that is still under way may come in between; then there is more to take back. */
  private Attempt<Progress> undo(Function<Catalog, Change> back, int tries) {
    Catalog catalog = registry.artifacts().catalog();
    Optional<Version> seen = mark.in(catalog);
    if (seen.equals(Optional.of(StepMark.UNDONE))) {
      return Attempt.done(Progress.nothing());
    }
    Change change = isPublished(catalog) ? back.apply(catalog) : Change.none();
    Change guarded = mark.unlessRefused(change, context.effect().keys().key());
    Attempt<Progress> attempt = swap(mark.move(guarded, seen, StepMark.UNDONE), Progress.nothing());
    boolean overtaken =
        tries > 1
            && attempt instanceof Attempt.Rejected<Progress> rejected
            && rejected.fault().code() == ArtifactError.ALIAS_MOVED
            && !mark.in(registry.artifacts().catalog()).equals(seen);
    return overtaken ? undo(back, tries - 1) : attempt;
  }

  /** Removes mark and pin. */
  public Attempt<Progress> retire() {
    try {
      return swap(mark.clear(Change.none(), registry.artifacts().catalog()), Progress.nothing());
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  /**
   * What became of the effect. A first apply leaves nothing that could be seen, and may be
   * repeated.
   */
  public Sighting look() {
    Catalog catalog = registry.artifacts().catalog();
    Optional<Version> now = mark.in(catalog);
    Effect.Keys keys = context.effect().keys();
    boolean happened =
        switch (context.effect().verb()) {
          case APPLY ->
              keys.counterpart().filter(undo -> mark.isRefused(catalog, undo)).isPresent();
          case PUBLISH -> now.equals(Optional.of(StepMark.PUBLISHED));
          case UNDO ->
              now.equals(Optional.of(StepMark.UNDONE)) || context.applied().equals(Checkpoint.NONE);
          case RETIRE -> now.isEmpty() && !catalog.pins().containsKey(mark.pin());
        };
    return happened
        ? Sighting.present(
            context.effect().verb() == Verb.APPLY
                ? Progress.complete(context.applied())
                : Progress.nothing())
        : Sighting.absent();
  }

  private Attempt<Progress> swap(Change change, Progress progress) {
    return registry.artifacts().publish(change).map(catalog -> progress);
  }
}
