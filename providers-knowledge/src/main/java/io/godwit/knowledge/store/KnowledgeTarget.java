package io.godwit.knowledge.store;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.target.Digestible;
import io.godwit.api.target.Health;
import io.godwit.api.target.Queryable;
import io.godwit.api.target.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A knowledge store as a target of a project. */
public final class KnowledgeTarget implements Target, Queryable, Digestible, Restorable {

  private final TargetName name;
  private final KnowledgeStore store;

  /** Of this name, on this store, which it closes when it is closed. */
  public KnowledgeTarget(TargetName name, KnowledgeStore store) {
    this.name = name;
    this.store = store;
  }

  /** Its name in the project. */
  public TargetName name() {
    return name;
  }

  /** What it holds. */
  public KnowledgeStore store() {
    return store;
  }

  @Override
  public Health health() {
    try {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("url", store.database().url().toString());
      facts.put("collections", Integer.toString(holdings().size()));
      store.vectorExtension().ifPresent(version -> facts.put("pgvector", version));
      return Health.good(facts);
    } catch (GodwitException e) {
      return new Health(e.faults(), Map.of());
    }
  }

  @Override
  public Map<String, String> holdings() {
    return store
        .glance(session -> session.versions().allActive())
        .map(
            versions -> {
              Map<String, String> holds = new TreeMap<>();
              versions.forEach(
                  (collection, version) -> holds.put(collection, Long.toString(version.number())));
              return holds;
            })
        .orElseGet(TreeMap::new);
  }

  @Override
  public String ask(String query) {
    return store.ask(query);
  }

  @Override
  public Digest digest() {
    return store
        .glance(session -> session.contentDigest().compute())
        .orElseGet(ContentDigest::ofNothing);
  }

  @Override
  public Capture capture(Path scratch) {
    return store.snapshots().capture(scratch);
  }

  @Override
  public Attempt<Progress> restore(FileTree snapshot, Effect effect, Path scratch) {
    return store.snapshots().restore(snapshot, effect, scratch);
  }

  @Override
  public Sighting look(FileTree snapshot, Effect effect) {
    return store.look(effect);
  }

  @Override
  public void close() {
    store.close();
  }
}
