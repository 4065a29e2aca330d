package io.godwit.knowledge.content;

import io.godwit.api.step.StepContext;
import io.godwit.knowledge.build.Filing;
import io.godwit.knowledge.build.Following;
import io.godwit.knowledge.content.Originals.Original;
import io.godwit.knowledge.content.Rewriting.Rewritten;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.MetadataRewrite.Row;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings documents that have changed while the step ran, transformed before the transaction. */
final class FollowedContent implements Following.Bringing {

  private final KnowledgeTarget target;
  private final TransformContentStep step;
  private final StepContext context;
  private final Map<String, Rewritten> ready;

  FollowedContent(KnowledgeTarget target, TransformContentStep step, StepContext context) {
    this(target, step, context, Map.of());
  }

  private FollowedContent(
      KnowledgeTarget target,
      TransformContentStep step,
      StepContext context,
      Map<String, Rewritten> ready) {
    this.target = target;
    this.step = step;
    this.context = context;
    this.ready = ready;
  }

  @Override
  public Following.Bringing ahead(CollectionVersion version, List<String> paths) {
    List<Original> originals =
        target
            .store()
            .read(
                session -> {
                  CollectionVersion base = base(session, version);
                  List<Original> found = new ArrayList<>();
                  for (String path : paths) {
                    Originals.at(session, base, path).ifPresent(found::add);
                  }
                  return found;
                })
            .orElseThrow();
    Map<String, Rewritten> rewritten = new HashMap<>();
    Rewriting.of(step, context)
        .of(originals)
        .forEach(each -> rewritten.put(each.before().row().path(), each));
    return new FollowedContent(target, step, context, rewritten);
  }

  @Override
  public void bring(StoreSession session, CollectionVersion version, String path)
      throws SQLException {
    Optional<Row> now = session.rewrite(version).at(base(session, version), path);
    Optional<Rewritten> known = Optional.ofNullable(ready.get(path));
    if (now.isEmpty()) {
      session.documents(version).markDeleted(path);
    } else if (known.filter(each -> each.before().row().equals(now.get())).isPresent()) {
      Filing filing = new Filing(session, version, session.versions().chunking(version));
      known.get().file(session, version, filing);
    }
    // Else it has changed since it was transformed: that change stands further down the list.
  }

  private static CollectionVersion base(StoreSession session, CollectionVersion version)
      throws SQLException {
    return session.versions().version(version.base().orElseThrow());
  }
}
