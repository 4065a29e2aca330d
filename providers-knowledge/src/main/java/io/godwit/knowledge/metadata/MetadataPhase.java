package io.godwit.knowledge.metadata;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Following;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.MetadataRewrite;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the documents of the base into the version, in the order of their paths. */
final class MetadataPhase {

  private static final String AT = "path";
  private static final String DONE = "documents";
  private static final String OVER = "over";
  private static final int MOST = 500;

  private final KnowledgeTarget target;
  private final TransformMetadataStep step;
  private final StepContext context;

  MetadataPhase(KnowledgeTarget target, TransformMetadataStep step, StepContext context) {
    this.target = target;
    this.step = step;
    this.context = context;
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
                  return isOver(before.checkpoint())
                      ? progress(false, before.checkpoint())
                      : documents(session, version, before.checkpoint());
                }));
  }

  private CollectionVersion version(StoreSession session) throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    return own.isPresent()
        ? own.get()
        : session
            .versions()
            .beginLike(Bases.require(session, step.collection(), context), Bases.builder(context));
  }

  private Progress documents(StoreSession session, CollectionVersion version, Checkpoint from)
      throws SQLException {
    CollectionVersion base = session.versions().version(version.base().orElseThrow());
    String last = from.get(AT).orElse("");
    MetadataRewrite rewrite = session.rewrite(version);
    List<MetadataRewrite.Row> rows = rewrite.next(base, last, MOST);
    for (MetadataRewrite.Row row : rows) {
      rewrite.add(row, step.change().apply(row.path(), row.metadata()));
      last = row.path();
    }
    long done = Long.parseLong(from.get(DONE).orElse("0")) + rows.size();
    String over = Boolean.toString(rows.size() < MOST);
    return progress(false, new Checkpoint(Map.of(AT, last, DONE, Long.toString(done), OVER, over)));
  }

  /** Whether all documents of the base have been brought, as it was when they were read. */
  static boolean isOver(Checkpoint checkpoint) {
    return checkpoint.get(OVER).filter("true"::equals).isPresent();
  }

  /** Follows what has changed since. */
  Attempt<Progress> follow(Following following, Checkpoint checkpoint) {
    return following.next(
        progress(false, checkpoint),
        (session, version) -> {
          session.versions().setBuilt(version);
          return progress(true, checkpoint);
        });
  }

  /** Brings a document that has changed, or marks it as deleted. */
  static void bring(
      StoreSession session, CollectionVersion version, TransformMetadataStep step, String path)
      throws SQLException {
    CollectionVersion base = session.versions().version(version.base().orElseThrow());
    Optional<MetadataRewrite.Row> row = session.rewrite(version).at(base, path);
    if (row.isPresent()) {
      session.rewrite(version).add(row.get(), step.change().apply(path, row.get().metadata()));
    } else {
      session.documents(version).markDeleted(path);
    }
  }

  private Progress progress(boolean complete, Checkpoint checkpoint) {
    long done = Long.parseLong(checkpoint.get(DONE).orElse("0"));
    return new Progress(
        complete, checkpoint, List.of(new Tally("documents", done, step.documents())));
  }
}
