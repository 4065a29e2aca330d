package io.godwit.knowledge.step;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.metadata.MetadataSchema;
import java.util.Set;

/**
 * What an import does with documents that cannot be brought in.
 *
 * @param continueOnError whether they are kept aside and the rest goes on
 * @param schema what has to be known about each
 */
public record ImportRules(boolean continueOnError, MetadataSchema schema) {

  /** That nothing may be wrong, and anything be known. */
  public static final ImportRules STRICT = new ImportRules(false, MetadataSchema.NONE);

  private static final Set<ErrorCode> OF_ONE_DOCUMENT =
      Set.of(
          KnowledgeError.DOCUMENT_NOT_TEXT,
          KnowledgeError.DOCUMENT_TWICE,
          KnowledgeError.BAD_RECORD,
          KnowledgeError.METADATA_NOT_BY_SCHEMA);

  /** Whether the rest goes on without the document that this was said of. */
  boolean keepsAside(GodwitException e) {
    return continueOnError && OF_ONE_DOCUMENT.contains(e.code());
  }

  /**
   * Looks whether what is known about a document is what has to be.
   *
   * @throws GodwitException {@link KnowledgeError#METADATA_NOT_BY_SCHEMA} if not
   */
  void check(String path, String metadata) {
    schema.demand(path, metadata);
  }
}
