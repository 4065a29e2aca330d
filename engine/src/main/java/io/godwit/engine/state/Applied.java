package io.godwit.engine.state;

import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;

/**
 * A migration that is applied.
 *
 * @param migration which
 * @param run the run that applied it
 * @param release the release that the run made
 * @param checksum of the migration's files when it was applied, or when a person accepted others
 */
public record Applied(MigrationId migration, RunId run, ReleaseId release, Digest checksum) {

  /** The same, with files that were accepted since. */
  Applied with(Digest accepted) {
    return new Applied(migration, run, release, accepted);
  }
}
