package io.godwit.model.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.model.file.ModelError;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which versions a registry has and where its aliases point, as a text. The bytes of models are in
 * the repository anyway, so a registry comes back by moves: aliases that were moved, set or removed
 * since, and versions that were taken out. Versions that came since stay; nothing points at them.
 *
 * @param versions the versions of models and of what was recorded about them, with their content
 * @param aliases the aliases with the versions that they name
 */
record RegistrySnapshot(Map<ArtifactId, StagedArtifact> versions, Map<Alias, Version> aliases) {

  static final String FILE = "registry.txt";

  private static final int LONGEST = 64 << 20;

  /** What the catalog says of some artifacts. */
  static RegistrySnapshot of(Catalog catalog, String... prefixes) {
    Map<ArtifactId, StagedArtifact> versions = new LinkedHashMap<>();
    Map<Alias, Version> aliases = new LinkedHashMap<>();
    for (ArtifactName name : catalog.names()) {
      for (String prefix : prefixes) {
        if (name.value().startsWith(prefix)) {
          for (PublishedArtifact version : catalog.versions(name)) {
            versions.put(version.id(), version.content());
          }
          new TreeMap<>(catalog.aliases(name))
              .forEach((alias, named) -> aliases.put(new Alias(name, alias), named.id().version()));
        }
      }
    }
    return new RegistrySnapshot(versions, aliases);
  }

  String write() {
    StringBuilder text = new StringBuilder("godwit registry 1\n");
    versions.forEach(
        (id, content) ->
            line(
                text,
                "version",
                id,
                content.manifest(),
                content.contentDigest(),
                content.sizeBytes(),
                content.files()));
    aliases.forEach(
        (alias, version) -> line(text, "alias", alias.artifact(), alias.value(), version));
    return text.toString();
  }

  private static void line(StringBuilder text, Object... words) {
    for (int i = 0; i < words.length; i++) {
      text.append(i == 0 ? "" : " ").append(words[i]);
    }
    text.append('\n');
  }

  static RegistrySnapshot read(FileTree snapshot) {
    Map<ArtifactId, StagedArtifact> versions = new LinkedHashMap<>();
    Map<Alias, Version> aliases = new LinkedHashMap<>();
    try (InputStream in = snapshot.open(FILE)) {
      String[] lines = new String(in.readNBytes(LONGEST), UTF_8).split("\n", -1);
      if (!lines[0].equals("godwit registry 1")) {
        throw new IllegalArgumentException("its first line is another");
      }
      for (int i = 1; i < lines.length - 1; i++) {
        String[] words = lines[i].split(" ", -1);
        if (words[0].equals("version") && words.length == 6) {
          versions.put(ArtifactId.parse(words[1]), content(words));
        } else if (words[0].equals("alias") && words.length == 4) {
          aliases.put(new Alias(new ArtifactName(words[1]), words[2]), new Version(words[3]));
        } else {
          throw new IllegalArgumentException("line " + (i + 1) + " says nothing");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new GodwitException(
          ModelError.NO_REGISTRY_SNAPSHOT,
          "The snapshot is none of a registry of models: "
              + e.getMessage()
              + "; nothing was changed. Use another snapshot",
          e);
    }
    return new RegistrySnapshot(versions, aliases);
  }

  private static StagedArtifact content(String[] words) {
    return new StagedArtifact(
        ManifestRef.parse(words[2]),
        Digest.parse(words[3]),
        Long.parseLong(words[4]),
        Integer.parseInt(words[5]));
  }

  /** What leads there from what the catalog says now; nothing if it is so already. */
  Change from(Catalog catalog, String... prefixes) {
    RegistrySnapshot now = of(catalog, prefixes);
    Change change = Change.none();
    for (Map.Entry<ArtifactId, StagedArtifact> version : versions.entrySet()) {
      if (!now.versions.containsKey(version.getKey())) {
        change = change.add(version.getKey(), version.getValue());
      }
    }
    for (Map.Entry<Alias, Version> alias : aliases.entrySet()) {
      Optional<Version> names = Optional.ofNullable(now.aliases.get(alias.getKey()));
      if (!names.equals(Optional.of(alias.getValue()))) {
        change = change.move(alias.getKey(), names, Optional.of(alias.getValue()));
      }
    }
    for (Map.Entry<Alias, Version> alias : now.aliases.entrySet()) {
      if (!aliases.containsKey(alias.getKey())) {
        change = change.move(alias.getKey(), Optional.of(alias.getValue()), Optional.empty());
      }
    }
    return change;
  }
}
