package io.godwit.knowledge.content;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Finding;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.content.Originals.Original;
import io.godwit.knowledge.content.Rewriting.Rewritten;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.CollectionVersion.State;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Transforms a few documents again and compares what comes out with what is stored. */
final class ContentAudit {

  private static final int ASKED_AGAIN = 16;

  private final KnowledgeTarget target;
  private final TransformContentStep step;
  private final StepContext context;

  ContentAudit(KnowledgeTarget target, TransformContentStep step, StepContext context) {
    this.target = target;
    this.step = step;
    this.context = context;
  }

  List<Finding> findings() {
    List<Original> before = read((session, version) -> first(session, version, true));
    List<Original> after = read((session, version) -> first(session, version, false));
    try {
      int other = 0;
      for (Rewritten each : Rewriting.of(step, context).of(before)) {
        other += isThere(each, after) ? 0 : 1;
      }
      return other == 0
          ? List.of(
              Finding.info(before.size() + " documents, transformed again, are what is stored"))
          : List.of(
              Finding.warning(
                  other
                      + " of "
                      + before.size()
                      + " documents, transformed again, are not what is stored",
                  "look whether what transforms them always gives the same, or has changed"));
    } catch (GodwitException e) {
      return List.of(
          Finding.warning(
              "no document could be transformed again: " + e.faults().get(0),
              "mend it and verify again"));
    }
  }

  private static boolean isThere(Rewritten each, List<Original> after) {
    return after.stream()
        .anyMatch(
            now ->
                now.row().path().equals(each.before().row().path())
                    && now.memory().text().equals(each.text())
                    && now.row().metadata().equals(each.metadata()));
  }

  /** Reads from the version, if it is complete and not freed. */
  private interface Reading {
    List<Original> read(StoreSession session, CollectionVersion version) throws SQLException;
  }

  private List<Original> read(Reading reading) {
    return target
        .store()
        .read(
            session -> {
              Optional<CollectionVersion> own = VersionLife.own(session, context);
              return own.filter(each -> each.complete() && each.state() != State.RETIRED)
                      .isPresent()
                  ? reading.read(session, own.get())
                  : new ArrayList<Original>();
            })
        .orElse(List.of());
  }

  private static List<Original> first(StoreSession session, CollectionVersion version, boolean base)
      throws SQLException {
    CollectionVersion of =
        base ? session.versions().version(version.base().orElseThrow()) : version;
    return Originals.next(session, of, "", base ? ASKED_AGAIN : 2 * ASKED_AGAIN);
  }
}
