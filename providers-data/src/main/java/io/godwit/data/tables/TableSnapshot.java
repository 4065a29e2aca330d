package io.godwit.data.tables;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import java.util.List;

/**
 * What the plan keeps of a step {@code data.snapshot} or {@code data.restore}.
 *
 * @param artifact {@code NAME@VERSION}
 * @param tables as the author has named them
 */
public record TableSnapshot(String artifact, List<String> tables) {

  /** Copies the list. */
  public TableSnapshot {
    tables = List.copyOf(tables);
  }

  static TableSnapshot of(String artifact, List<String> tables) {
    try {
      return new TableSnapshot(ArtifactId.parse(artifact).toString(), tables);
    } catch (IllegalArgumentException e) {
      throw new GodwitException(
          DataError.WHICH_SNAPSHOT,
          "'" + artifact + "' names no snapshot: " + e.getMessage() + ", such as reference@1.0.0",
          e);
    }
  }

  ArtifactId id() {
    return ArtifactId.parse(artifact);
  }
}
