package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.EmbeddingRound.Embedded;
import io.godwit.knowledge.build.EmbeddingRound.Stretch;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Vectors;
import io.godwit.knowledge.store.Vectors.Missing;
import io.godwit.sql.Dialect;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Gives a vector to every text of a version that has none. It goes along the keys of the texts, up
 * to a border that the first checkpoint fixes. Batches are read, embedded side by side outside any
 * transaction, and each stored in one with the checkpoint. What has a vector is left out, so a
 * batch that is repeated pays for nothing twice.
 */
public final class EmbeddingPhase implements AutoCloseable {

  private final KnowledgeTarget target;
  private final Build build;
  private final StepContext context;
  private final Optional<Following> following;
  private final boolean abreast;
  private final Ahead<Stretch, List<Missing>> ahead;
  private final Abreast pair = new Abreast();

  /** Of a step that follows changes, or not. */
  public EmbeddingPhase(
      KnowledgeTarget target, Build build, StepContext context, Optional<Following> following) {
    this.following = following;
    this.target = target;
    this.build = build;
    this.context = context;
    this.abreast = target.store().database().dialect() == Dialect.POSTGRESQL;
    this.ahead = new Ahead<>(true, this::read);
  }

  private List<Missing> read(Stretch stretch) {
    return target
        .store()
        .read(
            session ->
                session
                    .vectors(version(session))
                    .next(stretch.after(), stretch.through(), build.batch()))
        .orElseThrow();
  }

  /** Whether a checkpoint is one of this phase. */
  public static boolean isIn(Checkpoint checkpoint) {
    return EmbeddingState.isIn(checkpoint);
  }

  /** The first checkpoint, which keeps what the one before it says. */
  public static Progress begin(StoreSession session, CollectionVersion version, Progress before)
      throws SQLException {
    Vectors vectors = session.vectors(version);
    long through = vectors.lastText();
    return EmbeddingState.begin(before.checkpoint(), through, vectors.count(through))
        .progress(false, before.tallies());
  }

  /** Opens the embedder of a build, which has to be the one that the plan was made with. */
  public static Embedder open(Embedders embedders, Build build) {
    Embedder embedder = embedders.open(build.embedder());
    String fingerprint = embedder.identity().fingerprint().toString();
    if (!fingerprint.equals(build.fingerprint())) {
      embedder.close();
      throw new GodwitException(
          KnowledgeError.EMBEDDER_CHANGED,
          "Embedder "
              + build.embedder()
              + " has changed since the plan was made: it is "
              + fingerprint
              + ", the plan has "
              + build.fingerprint()
              + "; change it back, or take this run back and plan again");
    }
    return embedder;
  }

  /** The next batches: one, or as many as the embedder is asked for side by side. */
  public Attempt<Progress> next(Embedder embedder, Checkpoint checkpoint, List<Tally> before) {
    EmbeddingState state = new EmbeddingState(checkpoint);
    if (following.isPresent() && state.isFollowing()) {
      return follow(following.get(), state, before);
    }
    return new EmbeddingRound(
            context, embedder, build.batch(), state, ahead, embedded -> store(embedded, before))
        .run();
  }

  private static Attempt<Progress> follow(
      Following following, EmbeddingState state, List<Tally> before) {
    return following.next(
        state.progress(false, before),
        (session, version) -> {
          session.versions().setBuilt(version);
          return state.progress(true, before);
        });
  }

  private Attempt<Progress> store(Embedded embedded, List<Tally> before) {
    return abreast && embedded.texts().size() >= Abreast.WORTH_IT
        ? halves(embedded.halves(), before)
        : target
            .store()
            .once(
                context.effect(),
                (session, past) -> {
                  add(session, embedded);
                  return progress(session, embedded, before);
                });
  }

  private Attempt<Progress> halves(List<Embedded> halves, List<Tally> before) {
    return pair.run(
        begun ->
            target
                .store()
                .once(
                    context.effect(),
                    (session, past) -> {
                      begun.run();
                      session.leaveToTheNext();
                      add(session, halves.get(0));
                      return progress(session, halves.get(0), before);
                    }),
        turn ->
            target
                .store()
                .once(
                    context.effect(),
                    (session, past) -> {
                      add(session, halves.get(1));
                      turn.come();
                      return progress(session, halves.get(1), before);
                    }));
  }

  private CollectionVersion version(StoreSession session) throws SQLException {
    return VersionLife.own(session, context).orElseThrow();
  }

  private void add(StoreSession session, Embedded embedded) throws SQLException {
    session.vectors(version(session)).add(embedded.texts(), embedded.vectors());
  }

  private Progress progress(StoreSession session, Embedded embedded, List<Tally> before)
      throws SQLException {
    if (!embedded.last()) {
      return embedded.after().progress(false, before);
    }
    if (following.isPresent()) {
      return embedded.after().following().progress(false, before);
    }
    session.versions().setBuilt(version(session));
    return embedded.after().progress(true, before);
  }

  @Override
  public void close() {
    ahead.close();
    pair.close();
  }
}
