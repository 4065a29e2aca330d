package io.godwit.knowledge.step;

import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.EmbeddingPhase;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.Recutting.Uncut;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts the documents of a version in the order of their paths, some at a time. A document that is
 * cut in this way already is left out, so the phase needs no more than to come back.
 */
final class RechunkPhase {

  private static final String AT = "path";
  private static final String DONE = "documents";
  private static final int MOST_DOCUMENTS = 100;
  private static final int MOST_CHUNKS = 4000;

  private final KnowledgeTarget target;
  private final RechunkStep step;
  private final StepContext context;
  private final EmbedderIdentity embedder;

  RechunkPhase(
      KnowledgeTarget target, RechunkStep step, StepContext context, EmbedderIdentity embedder) {
    this.target = target;
    this.step = step;
    this.context = context;
    this.embedder = embedder;
  }

  /** The next documents. */
  Attempt<Progress> next() {
    return Endings.judged(
        target
            .store()
            .once(
                context.effect(),
                (session, past) -> {
                  CollectionVersion version = version(session);
                  if (VersionLife.takeUpAgain(session, version)) {
                    return Progress.complete(Checkpoint.NONE);
                  }
                  Progress before = past.own().orElse(Progress.nothing());
                  return EmbeddingPhase.isIn(before.checkpoint())
                      ? before
                      : documents(session, version, before.checkpoint());
                }));
  }

  /** Cuts a document that has changed, if it is still there. */
  static void bring(StoreSession session, CollectionVersion version, RechunkStep step, String path)
      throws SQLException {
    Optional<Uncut> document = session.recutting(version).at(path);
    if (document.isPresent()) {
      new Cutting(session, version, step.chunking()).cut(document.get());
    }
  }

  private CollectionVersion version(StoreSession session) throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    if (own.isPresent()) {
      return own.get();
    }
    CollectionVersion base = Bases.require(session, step.build().collection(), context);
    return session.versions().beginCut(base, step.chunking(), embedder, Bases.builder(context));
  }

  private Progress documents(StoreSession session, CollectionVersion version, Checkpoint from)
      throws SQLException {
    String last = from.get(AT).orElse("");
    List<Uncut> documents = session.recutting(version).next(last, MOST_DOCUMENTS);
    Cutting cutting = new Cutting(session, version, step.chunking());
    int count = 0;
    while (count < documents.size() && cutting.chunks() < MOST_CHUNKS) {
      cutting.cut(documents.get(count));
      last = documents.get(count).path();
      count++;
    }
    Progress progress = progress(last, number(from) + count);
    return documents.isEmpty() ? EmbeddingPhase.begin(session, version, progress) : progress;
  }

  private Progress progress(String at, long done) {
    Checkpoint checkpoint =
        new Checkpoint(new HashMap<>(Map.of(AT, at, DONE, Long.toString(done))));
    return new Progress(false, checkpoint, tallies(checkpoint));
  }

  /** What a checkpoint of this phase, or of the next, says about documents. */
  List<Tally> tallies(Checkpoint checkpoint) {
    return List.of(new Tally("documents cut", number(checkpoint), Math.max(step.documents(), -1)));
  }

  private static long number(Checkpoint checkpoint) {
    return Long.parseLong(checkpoint.get(DONE).orElse("0"));
  }
}
