package io.godwit.engine.repository.catalog;

import io.godwit.api.error.Fault;
import java.util.List;

/** What a commit does to a catalog. Applied again whenever another commit came first. */
@FunctionalInterface
interface Edit {

  /** Applies it to a copy; gives what stands in its way. */
  List<Fault> applyTo(CatalogEdit catalog);
}
