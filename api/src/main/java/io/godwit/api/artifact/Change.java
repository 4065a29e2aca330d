package io.godwit.api.artifact;

import io.godwit.api.name.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one commit changes in the catalog: all of it, or nothing. Made with {@link #none} and the
 * methods that add to it.
 *
 * @param additions versions to publish, each with its content
 * @param removals versions to take out of the catalog; their bytes stay until they are collected
 * @param moves aliases to set, move or remove
 * @param pins content to protect from collection, by the name of the pin; replaces what the pin
 *     held
 * @param unpins pins to remove
 */
public record Change(
    Map<ArtifactId, StagedArtifact> additions,
    Set<ArtifactId> removals,
    List<Move> moves,
    Map<String, List<ManifestRef>> pins,
    Set<String> unpins) {

  /**
   * Moves an alias if it is where it is thought to be. An alias that is already where it should go
   * is left there, whatever was expected: repeating is safe.
   *
   * @param alias the alias
   * @param expected the version that it names now; empty if there is no such alias
   * @param to the version that it shall name; empty to remove it
   */
  public record Move(Alias alias, Optional<Version> expected, Optional<Version> to) {
    /** Checks that nothing is null. */
    public Move {
      Objects.requireNonNull(alias, "alias");
      Objects.requireNonNull(expected, "expected");
      Objects.requireNonNull(to, "to");
    }
  }

  /** Copies the collections. */
  public Change {
    additions = Map.copyOf(additions);
    removals = Set.copyOf(removals);
    moves = List.copyOf(moves);
    pins = Map.copyOf(pins);
    unpins = Set.copyOf(unpins);
  }

  /** Changes nothing. */
  public static Change none() {
    return new Change(Map.of(), Set.of(), List.of(), Map.of(), Set.of());
  }

  /** And publishes a version. */
  public Change add(ArtifactId id, StagedArtifact content) {
    Map<ArtifactId, StagedArtifact> all = new LinkedHashMap<>(additions);
    all.put(id, content);
    return new Change(all, removals, moves, pins, unpins);
  }

  /** And takes a version out of the catalog; refused while an alias names it. */
  public Change remove(ArtifactId id) {
    Set<ArtifactId> all = new LinkedHashSet<>(removals);
    all.add(id);
    return new Change(additions, all, moves, pins, unpins);
  }

  /** And sets, moves or removes an alias. */
  public Change move(Alias alias, Optional<Version> expected, Optional<Version> to) {
    List<Move> all = new ArrayList<>(moves);
    all.add(new Move(alias, expected, to));
    return new Change(additions, removals, all, pins, unpins);
  }

  /**
   * And protects content from collection until the pin is removed.
   *
   * @param name letters, digits and {@code . _ : / -}, at most 200 characters, for example {@code
   *     run/0f3c…}
   */
  public Change pin(String name, List<ManifestRef> contents) {
    Map<String, List<ManifestRef>> all = new LinkedHashMap<>(pins);
    all.put(name, List.copyOf(contents));
    return new Change(additions, removals, moves, all, unpins);
  }

  /** And removes a pin; does nothing if there is none. */
  public Change unpin(String name) {
    Set<String> all = new TreeSet<>(unpins);
    all.add(name);
    return new Change(additions, removals, moves, pins, all);
  }
}
