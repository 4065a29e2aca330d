package io.godwit.knowledge.step;

import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.chunk.Chunking;
import java.util.List;

/**
 * What a plan keeps of an import.
 *
 * @param build the version that is to be built
 * @param chunking how documents are cut
 * @param include which files are documents
 * @param exclude which of those are not
 * @param rules what is done with documents that cannot be brought in
 * @param documents how many documents that makes
 */
public record ImportStep(
    Build build,
    Chunking chunking,
    List<String> include,
    List<String> exclude,
    ImportRules rules,
    long documents) {

  /** Copies the lists. */
  public ImportStep {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }
}
