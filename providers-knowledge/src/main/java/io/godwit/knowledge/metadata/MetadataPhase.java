package io.godwit.knowledge.metadata;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Endings;
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
                  return VersionLife.takeUpAgain(session, version)
                      ? Progress.complete(Checkpoint.NONE)
                      : documents(
                          session,
                          version,
                          past.own().map(Progress::checkpoint).orElse(Checkpoint.NONE));
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
    if (rows.size() < MOST) {
      session.versions().setBuilt(version);
    }
    long done = Long.parseLong(from.get(DONE).orElse("0")) + rows.size();
    return new Progress(
        rows.size() < MOST,
        new Checkpoint(Map.of(AT, last, DONE, Long.toString(done))),
        List.of(new Tally("documents", done, step.documents())));
  }
}
