package io.godwit.model.report;

import io.godwit.model.compare.TensorLine;
import io.godwit.model.registry.Card;
import java.util.List;
import java.util.Optional;

/**
 * All about a version.
 *
 * @param card what was recorded when it was published
 * @param parameters how many values its tensors have
 */
public record ModelDetail(
    ModelLine version, Optional<Card> card, List<TensorLine> tensors, long parameters) {

  /** Copies the list. */
  public ModelDetail {
    tensors = List.copyOf(tensors);
  }
}
