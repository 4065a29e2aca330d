package io.godwit.engine.artifacts;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what a person names: {@code NAME@VERSION}, {@code NAME:ALIAS}, or a name alone. */
final class Spoken {

  private Spoken() {}

  /** A version that need not be there. */
  static ArtifactId id(String said) {
    return understood(said, () -> ArtifactId.parse(said));
  }

  /** A version that is published; of a name alone, the one that was published last. */
  static PublishedArtifact find(Catalog catalog, String said) {
    Optional<PublishedArtifact> found =
        understood(
            said,
            () -> {
              int colon = said.indexOf(':');
              if (colon >= 0) {
                return catalog.find(Alias.of(said.substring(0, colon), said.substring(colon + 1)));
              }
              return said.contains("@")
                  ? catalog.find(ArtifactId.parse(said))
                  : latest(catalog, new ArtifactName(said));
            });
    return found.orElseThrow(() -> unknown(catalog, said));
  }

  /** The version of a name that was published last. */
  static Optional<PublishedArtifact> latest(Catalog catalog, ArtifactName name) {
    List<PublishedArtifact> versions = catalog.versions(name);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  private static <T> T understood(String said, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new GodwitException(
          ConfigError.BAD_VALUE,
          "'"
              + said.replaceAll("\\p{Cntrl}", "?")
              + "' names no artifact ("
              + e.getMessage()
              + "); write NAME@VERSION, NAME:ALIAS or NAME",
          e);
    }
  }

  private static GodwitException unknown(Catalog catalog, String said) {
    String name = said.split("[@:]", 2)[0];
    List<String> names = catalog.names().stream().map(ArtifactName::value).toList();
    return new GodwitException(
        ArtifactError.NOT_FOUND,
        "There is no artifact "
            + said
            + " in the repository; "
            + (names.contains(name)
                ? "`godwit artifacts list --prefix " + name + "` shows what there is of it"
                : Nearest.hint(name, names)));
  }
}
