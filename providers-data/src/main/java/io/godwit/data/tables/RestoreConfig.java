package io.godwit.data.tables;

import io.godwit.api.config.Doc;
import java.util.List;

/**
 * What an author writes for a step {@code data.restore}.
 *
 * @param from the snapshot
 * @param tables which of its tables; all if empty
 */
public record RestoreConfig(
    @Doc("The snapshot in the repository, as NAME@VERSION.") String from,
    @Doc("Which of its tables, with their schema; all, if not said.") List<String> tables) {

  /** Copies the list. */
  public RestoreConfig {
    tables = List.copyOf(tables);
  }
}
