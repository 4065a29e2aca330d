package io.godwit.knowledge.content;

import io.godwit.api.content.Memory;
import io.godwit.api.error.GodwitException;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Filing;
import io.godwit.knowledge.content.Originals.Original;
import io.godwit.knowledge.content.Transformer.Result;
import io.godwit.knowledge.metadata.MetadataJson;
import io.godwit.knowledge.metadata.MetadataSchema;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.StoreSession;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transforms documents and says what becomes of each; outside any transaction. */
final class Rewriting {

  private static final Logger LOG = LoggerFactory.getLogger(Rewriting.class);

  private final Transformer transformer;
  private final boolean continueOnError;
  private final MetadataSchema schema;

  Rewriting(Transformer transformer, Recipe recipe) {
    this.transformer = transformer;
    this.continueOnError = recipe.continueOnError();
    this.schema = recipe.schema();
  }

  /** For a step that runs. */
  static Rewriting of(TransformContentStep step, StepContext context) {
    return new Rewriting(Transformer.of(step.recipe(), context), step.recipe());
  }

  /**
   * What becomes of a document.
   *
   * @param before as it was
   * @param text what it is to say
   * @param metadata what is to be known about it, as canonical JSON
   * @param failed whether it could not be transformed and stays as it was
   */
  record Rewritten(Original before, String text, String metadata, boolean failed) {

    boolean otherText() {
      return !text.equals(before.memory().text());
    }

    boolean changed() {
      return otherText() || !metadata.equals(before.row().metadata());
    }

    /** Puts it into a version; tells whether its text has to be embedded. */
    boolean file(StoreSession session, CollectionVersion version, Filing filing)
        throws SQLException {
      if (otherText()) {
        return filing.put(before.row().path(), text.getBytes(StandardCharsets.UTF_8), metadata);
      }
      session.rewrite(version).add(before.row(), metadata);
      return false;
    }
  }

  /**
   * Transforms them.
   *
   * @throws GodwitException {@link KnowledgeError#TRANSFORM_FAILED} if that fails, and for a single
   *     document unless the step says that it goes on; then also {@link
   *     KnowledgeError#METADATA_NOT_BY_SCHEMA}
   */
  List<Rewritten> of(List<Original> originals) {
    if (originals.isEmpty()) {
      return List.of();
    }
    List<Result> results = transformer.apply(originals.stream().map(Original::memory).toList());
    List<Rewritten> rewritten = new ArrayList<>(originals.size());
    for (int i = 0; i < originals.size(); i++) {
      rewritten.add(rewritten(originals.get(i), results.get(i)));
    }
    return rewritten;
  }

  private Rewritten rewritten(Original before, Result result) {
    if (result.failure().isPresent()) {
      return failed(before, result.failure().get());
    }
    Memory after = result.memory();
    try {
      String metadata = metadata(before, after.metadata());
      schema.demand(before.row().path(), metadata);
      return new Rewritten(before, after.text(), metadata, false);
    } catch (IllegalArgumentException e) {
      return failed(before, String.valueOf(e.getMessage()));
    } catch (GodwitException e) {
      if (!continueOnError) {
        throw e;
      }
      return asItWas(before, e.getMessage());
    }
  }

  private static String metadata(Original before, Map<String, @Nullable Object> after) {
    return after.equals(before.memory().metadata())
        ? before.row().metadata()
        : MetadataJson.written(after);
  }

  private Rewritten failed(Original before, String why) {
    if (!continueOnError) {
      throw new GodwitException(
          KnowledgeError.TRANSFORM_FAILED,
          "Document "
              + before.row().path()
              + " cannot be transformed: "
              + why
              + "; mend it or what transforms it, or say continue-on-error: true");
    }
    return asItWas(before, why);
  }

  private static Rewritten asItWas(Original before, @Nullable String why) {
    LOG.warn("Document {} stays as it was: {}", before.row().path(), why);
    return new Rewritten(before, before.memory().text(), before.row().metadata(), true);
  }
}
