package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Version;
import io.godwit.api.step.PlanContext;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Vectors of one embedder mean nothing to another. So an alias does not move from one embedder to
 * another unless the same migration has a step that embeds the knowledge anew, and readers see both
 * or none. A model is an embedder when its metadata say so ({@code task}), or when it has the files
 * by which Sentence Transformers knows one.
 */
public final class EmbedderGate {

  private static final Set<String> TASKS =
      Set.of("embedding", "feature-extraction", "sentence-similarity");
  private static final Set<String> FILES =
      Set.of("modules.json", "config_sentence_transformers.json", "1_Pooling/config.json");

  private final ModelRegistry registry;
  private final Catalog catalog;
  private final PlanContext context;

  /** For a step that is being planned. */
  public EmbedderGate(ModelRegistry registry, Catalog catalog, PlanContext context) {
    this.registry = registry;
    this.catalog = catalog;
    this.context = context;
  }

  /** Whether files with these metadata are an embedder. */
  public static boolean isEmbedder(FileTree files, Map<String, String> metadata) {
    return TASKS.contains(metadata.getOrDefault("task", ""))
        || files.files().stream().anyMatch(file -> FILES.contains(file.path()));
  }

  /** Whether a version is an embedder, as far as it is there. */
  public boolean isEmbedder(ModelName model, Version version) {
    Map<String, String> metadata =
        Versions.card(registry, catalog, model, version).map(Card::metadata).orElse(Map.of());
    return catalog
        .find(registry.version(model, version))
        .map(PublishedArtifact::manifest)
        .filter(manifest -> isEmbedder(registry.artifacts().contents(manifest), metadata))
        .isPresent();
  }

  /**
   * Refuses to move an alias between embedders alone.
   *
   * @param embedder whether the version to which it moves is one
   * @throws GodwitException with {@link ModelError#KNOWLEDGE_STAYS_BEHIND}
   */
  public void check(NewVersion added, boolean embedder) {
    Optional<Version> seen = added.alias().flatMap(AliasMove::seen);
    if (seen.isEmpty() || seen.get().equals(added.version())) {
      return;
    }
    boolean knowledge =
        context.steps().stream().anyMatch(step -> step.use().value().startsWith("knowledge."));
    if (!knowledge && (embedder || isEmbedder(added.model(), seen.get()))) {
      throw new GodwitException(
          ModelError.KNOWLEDGE_STAYS_BEHIND,
          added.model()
              + ":"
              + added.alias().map(AliasMove::name).orElse("")
              + " would move from "
              + seen.get()
              + " to "
              + added.version()
              + ", which is an embedder, and knowledge embedded before would stay behind; add a"
              + " knowledge.reembed step to this migration, or say knowledge-stays: true in a"
              + " model.promote step if nothing was embedded with it");
    }
  }
}
