package io.godwit.knowledge.transfer;

import io.godwit.api.config.Doc;
import io.godwit.api.name.TargetName;
import io.godwit.knowledge.build.CollectionName;
import java.util.Optional;

/** What an author writes of a {@code knowledge.copy} or a {@code knowledge.sync}. */
public record TransferConfig(
    @Doc("The collection that is to be like the source.") CollectionName collection,
    @Doc("The knowledge target that has the source.") TargetName from,
    @Doc("The name of the collection there; the same unless it says otherwise.")
        Optional<CollectionName> source) {

  /** The name of the collection in the source. */
  public String there() {
    return source.orElse(collection).value();
  }
}
