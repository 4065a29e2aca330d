package io.godwit.knowledge.build;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What all steps do alike that build a new version of a collection beside the one that readers see:
 * publish it, take it back, free what is left.
 *
 * @param <C> what an author writes
 * @param <F> what the plan keeps
 */
public abstract class BuildingStepType<C extends Record, F extends Record>
    implements StepType<KnowledgeTarget, C, F> {

  /** The collection that a step works on. */
  protected abstract String collection(F step);

  /** What a step embeds with; empty for one that embeds nothing. */
  protected Optional<Build> build(F step) {
    return Optional.empty();
  }

  /**
   * How a step follows what applications change while it runs; empty for one that says itself what
   * the collection is to have, whatever it had.
   */
  protected Optional<Following.Bringing> bringing(
      KnowledgeTarget target, F step, StepContext context) {
    return Optional.empty();
  }

  /** What lets a version follow changes. */
  protected final Optional<Following> following(
      KnowledgeTarget target, F step, StepContext context, LazyEmbedder embedder) {
    return bringing(target, step, context)
        .map(bringing -> new Following(target, context, bringing, embedder, collection(step)));
  }

  /** Builds a version, and then the index over its vectors, where the database can have one. */
  protected final Attempt<Progress> indexed(
      KnowledgeTarget target, StepContext context, Supplier<Attempt<Progress>> build) {
    IndexPhase index = new IndexPhase(target, context);
    if (IndexPhase.isIn(context.checkpoint())) {
      return index.next(new Progress(true, context.checkpoint(), List.of()));
    }
    Attempt<Progress> built = build.get();
    return built.fold(
        progress -> progress.complete() ? index.next(progress) : built,
        fault -> built,
        fault -> built,
        fault -> built);
  }

  @Override
  public Attempt<Progress> publish(KnowledgeTarget target, F step, StepContext context) {
    try (LazyEmbedder embedder = new LazyEmbedder(context.embedders(), build(step))) {
      Optional<Following> following = following(target, step, context, embedder);
      return following.isPresent()
          ? VersionLife.publish(following.get(), collection(step), context)
          : VersionLife.publish(target, collection(step), context);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public Attempt<Progress> undo(KnowledgeTarget target, F step, StepContext context) {
    return VersionLife.undo(target, collection(step), context);
  }

  @Override
  public Attempt<Progress> retire(KnowledgeTarget target, F step, StepContext context) {
    return VersionLife.retire(target, context);
  }

  @Override
  public Sighting look(KnowledgeTarget target, F step, StepContext context) {
    return new IndexPhase(target, context).seen(target.store().look(context.effect()));
  }
}
