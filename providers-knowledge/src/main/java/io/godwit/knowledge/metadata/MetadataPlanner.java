package io.godwit.knowledge.metadata;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.MetadataRewrite;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes all metadata once without keeping it, to say what that comes to. */
final class MetadataPlanner {

  private static final int PAGE = 500;
  private static final int MOST_FAULTS = 20;

  private final KnowledgeTarget target;
  private final TransformMetadataConfig config;
  private final PlanContext context;
  private final MetadataChange change;
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> example = new ArrayList<>();
  private long documents;
  private long changed;
  private long characters;

  MetadataPlanner(KnowledgeTarget target, TransformMetadataConfig config, PlanContext context) {
    this.target = target;
    this.config = config;
    this.context = context;
    this.change =
        new MetadataChange(
            config.move(), config.defaults(), config.remove(), new MetadataSchema(config.schema()));
  }

  StepPlan<TransformMetadataStep> plan() {
    String collection = config.collection().value();
    Optional<Bases.Present> present = Bases.present(target, collection);
    if (present.isEmpty() && !context.preceded()) {
      throw Bases.none(collection);
    }
    present.ifPresent(now -> target.store().read(session -> look(session, now.version())));
    if (!faults.isEmpty() && !context.preceded()) {
      throw new GodwitException(faults, null);
    }
    String what = "transform the metadata of collection " + collection;
    return new StepPlan<>(
        new TransformMetadataStep(collection, change, present.isPresent() ? documents : -1),
        new StepPlan.Text(
            present.isPresent() ? what + ": " + changed + " of " + documents + " documents" : what,
            example,
            present.isPresent() && changed == 0 && !context.preceded()
                ? List.of("no document has anything that this would change")
                : List.of()),
        new StepPlan.Estimate(
            present.isPresent()
                ? List.of(
                    Tally.of("documents", documents), Tally.of("documents to change", changed))
                : List.of(),
            characters,
            0,
            present.flatMap(now -> Timing.storing(documents, 0).known())),
        Conducts.BESIDE,
        List.of(),
        Set.of("collection " + collection));
  }

  private long look(StoreSession session, CollectionVersion version) throws SQLException {
    MetadataRewrite rewrite = session.rewrite(version);
    List<MetadataRewrite.Row> page = rewrite.next(version, "", PAGE);
    while (!page.isEmpty()) {
      page.forEach(this::look);
      page = rewrite.next(version, page.get(page.size() - 1).path(), PAGE);
    }
    return documents;
  }

  private void look(MetadataRewrite.Row row) {
    documents++;
    try {
      String after = change.apply(row.path(), row.metadata());
      if (!after.equals(row.metadata())) {
        changed++;
        characters += after.length();
      }
      if (example.isEmpty() && !after.equals(row.metadata())) {
        example.add("for example " + row.path() + ": " + row.metadata() + " becomes " + after);
      }
    } catch (GodwitException e) {
      if (faults.size() < MOST_FAULTS) {
        faults.addAll(e.faults());
      }
    }
  }
}
