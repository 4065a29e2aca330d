package io.godwit.knowledge.store;

import io.godwit.api.step.Progress;
import io.godwit.sql.receipt.Past;
import java.sql.SQLException;

/** What an effect does to the store, in one transaction with its receipt. */
@FunctionalInterface
public interface StoreWork {

  /** Does it, or the next part of it; the same promises as {@link io.godwit.sql.receipt.Work}. */
  Progress run(StoreSession session, Past past) throws SQLException;
}
