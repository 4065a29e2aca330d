package io.godwit.knowledge.build;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.api.step.Verb;
import io.godwit.knowledge.index.Indexes;
import io.godwit.knowledge.index.SpaceIndex;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The index over the vectors of a version, after all of them have been stored: inserting into a
 * graph costs several times what building it at once does.
 */
final class IndexPhase {

  private static final String INDEX = "index";

  private final KnowledgeTarget target;
  private final StepContext context;

  IndexPhase(KnowledgeTarget target, StepContext context) {
    this.target = target;
    this.context = context;
  }

  /** Whether a checkpoint is one of this phase. */
  static boolean isIn(Checkpoint checkpoint) {
    return checkpoint.get(INDEX).isPresent();
  }

  /** Goes on with the index of a version that has been built. */
  Attempt<Progress> next(Progress built) {
    try {
      Optional<SpaceIndex> index = lacking();
      if (index.isEmpty()) {
        return Attempt.done(built);
      }
      Indexes.Stage stage = target.store().indexes().advance(index.get());
      return Attempt.done(stage.ready() ? built : underWay(built, stage));
    } catch (SQLException e) {
      return new Attempt.Retryable<>(target.store().database().fault(e));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  /** The index that the step's own version ought to have and has not. */
  private Optional<SpaceIndex> lacking() {
    Indexes indexes = target.store().indexes();
    return target
        .store()
        .read(
            session -> {
              Optional<CollectionVersion> own = VersionLife.own(session, context);
              if (own.isEmpty() || indexes.extension(session.connection()).isEmpty()) {
                return Optional.<SpaceIndex>empty();
              }
              Optional<SpaceIndex> index = session.versions().index(own.get());
              return index.isPresent() && Indexes.isReady(session.connection(), index.get())
                  ? Optional.<SpaceIndex>empty()
                  : index;
            })
        .orElse(Optional.empty());
  }

  private static Progress underWay(Progress built, Indexes.Stage stage) {
    Map<String, String> values = new HashMap<>(built.checkpoint().values());
    values.put(INDEX, "building");
    List<Tally> tallies = new ArrayList<>(built.tallies());
    tallies.add(new Tally("blocks indexed", stage.done(), stage.total()));
    return new Progress(false, new Checkpoint(values), tallies);
  }

  /** The receipt knows nothing of the index: with it alone, an apply is not complete. */
  Sighting seen(Sighting receipt) {
    if (context.effect().verb() != Verb.APPLY) {
      return receipt;
    }
    return receipt.fold(
        absent -> receipt,
        present ->
            present.progress().complete() && lacking().isPresent()
                ? Sighting.present(underWay(present.progress(), new Indexes.Stage(false, 0, -1)))
                : receipt,
        unclear -> receipt);
  }

  /** Ends a build that a step which is taken back has begun. */
  void cancel() throws SQLException {
    if (target.store().indexes().isBuilding()) {
      Optional<SpaceIndex> index = lacking();
      if (index.isPresent()) {
        target.store().indexes().cancel(index.get());
      }
    }
  }

  /** After rows have been freed, drops the indexes over them. */
  static Attempt<Progress> dropUnused(KnowledgeTarget target, Progress freed) {
    try {
      target.store().indexes().dropUnused();
      return Attempt.done(freed);
    } catch (SQLException e) {
      return new Attempt.Retryable<>(target.store().database().fault(e));
    }
  }
}
