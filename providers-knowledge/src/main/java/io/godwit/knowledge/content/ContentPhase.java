package io.godwit.knowledge.content;

import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.EmbeddingPhase;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Filing;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.content.Originals.Original;
import io.godwit.knowledge.content.Rewriting.Rewritten;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the documents of the base into the version as they are to be, in the order of their paths.
 * The version is begun first, so that changes are written down for it; then a batch is read,
 * transformed outside any transaction, and stored in one with the checkpoint.
 */
final class ContentPhase {

  private static final String AT = "path";
  private static final String DONE = "documents";
  private static final String CHANGED = "changed";
  private static final String FAILED = "failed";

  private final KnowledgeTarget target;
  private final TransformContentStep step;
  private final StepContext context;
  private final EmbedderIdentity embedder;

  ContentPhase(
      KnowledgeTarget target,
      TransformContentStep step,
      StepContext context,
      EmbedderIdentity embedder) {
    this.target = target;
    this.step = step;
    this.context = context;
    this.embedder = embedder;
  }

  /** The next documents. */
  Attempt<Progress> next(Checkpoint checkpoint) {
    return Endings.judged(checkpoint.get(AT).isEmpty() ? begin() : documents(checkpoint));
  }

  private Attempt<Progress> begin() {
    return target
        .store()
        .once(
            context.effect(),
            (session, past) ->
                VersionLife.takeUpAgain(session, version(session))
                    ? Progress.complete(Checkpoint.NONE)
                    : past.own().orElseGet(() -> progress("", new long[3])));
  }

  private CollectionVersion version(StoreSession session) throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    if (own.isPresent()) {
      return own.get();
    }
    CollectionVersion base = Bases.require(session, step.build().collection(), context);
    return session
        .versions()
        .begin(
            base.collection(),
            Optional.of(base),
            session.versions().chunking(base),
            embedder,
            Bases.builder(context));
  }

  private Attempt<Progress> documents(Checkpoint from) {
    String after = from.get(AT).orElse("");
    List<Original> originals =
        target
            .store()
            .read(
                session -> {
                  CollectionVersion version = VersionLife.own(session, context).orElseThrow();
                  return Originals.next(session, base(session, version), after, batch());
                })
            .orElseThrow();
    List<Rewritten> rewritten = Rewriting.of(step, context).of(originals);
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              // The receipt is the truth: it may be further than the engine knew.
              Optional<Progress> further =
                  past.own().filter(own -> isFurther(own.checkpoint(), from));
              return further.isPresent() ? further.get() : store(session, from, rewritten);
            });
  }

  private static boolean isFurther(Checkpoint own, Checkpoint from) {
    return EmbeddingPhase.isIn(own) || !own.get(AT).equals(from.get(AT));
  }

  private int batch() {
    return step.build().batch();
  }

  private static CollectionVersion base(StoreSession session, CollectionVersion version)
      throws SQLException {
    return session.versions().version(version.base().orElseThrow());
  }

  private Progress store(StoreSession session, Checkpoint from, List<Rewritten> rewritten)
      throws SQLException {
    CollectionVersion version = VersionLife.own(session, context).orElseThrow();
    Filing filing = new Filing(session, version, session.versions().chunking(version));
    long[] counts = {number(from, DONE), number(from, CHANGED), number(from, FAILED)};
    String last = from.get(AT).orElse("");
    for (Rewritten each : rewritten) {
      each.file(session, version, filing);
      last = each.before().row().path();
      counts[0]++;
      counts[1] += each.changed() ? 1 : 0;
      counts[2] += each.failed() ? 1 : 0;
    }
    Progress progress = progress(last, counts);
    return rewritten.isEmpty() ? EmbeddingPhase.begin(session, version, progress) : progress;
  }

  private Progress progress(String at, long[] counts) {
    Checkpoint checkpoint =
        new Checkpoint(
            Map.of(
                AT, at,
                DONE, Long.toString(counts[0]),
                CHANGED, Long.toString(counts[1]),
                FAILED, Long.toString(counts[2])));
    return new Progress(false, checkpoint, tallies(checkpoint));
  }

  /** What a checkpoint of this phase, or of the next, says about documents. */
  List<Tally> tallies(Checkpoint checkpoint) {
    Tally done = new Tally("documents", number(checkpoint, DONE), step.documents());
    Tally changed = Tally.of("documents changed", number(checkpoint, CHANGED));
    long failed = number(checkpoint, FAILED);
    return failed == 0
        ? List.of(done, changed)
        : List.of(done, changed, Tally.of("documents left as they were", failed));
  }

  private static long number(Checkpoint checkpoint, String key) {
    return Long.parseLong(checkpoint.get(key).orElse("0"));
  }
}
