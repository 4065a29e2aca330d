package io.godwit.data.tables;

import io.godwit.api.config.Doc;
import java.util.List;

/**
 * What an author writes for a step {@code data.snapshot}.
 *
 * @param artifact the name in the repository
 * @param version its version, which must be new
 * @param tables which tables; the whole database if empty
 */
public record SnapshotConfig(
    @Doc("The artifact that the snapshot becomes, for example reference-data.") String artifact,
    @Doc("Its version; one that is there already is refused.") String version,
    @Doc("The tables, with their schema; the whole database, if not said.") List<String> tables) {

  /** Copies the list. */
  public SnapshotConfig {
    tables = List.copyOf(tables);
  }
}
