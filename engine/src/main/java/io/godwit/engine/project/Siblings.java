package io.godwit.engine.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that lie in one folder, found by name and, as Flyway pairs them, by role and version.
 *
 * @param names all of them, in order
 * @param versions Flyway's, by role and version
 */
record Siblings(Set<String> names, Map<Key, List<String>> versions) {

  /** What Flyway's files of one version and role have in common. */
  record Key(SqlFileName.Role role, String number) {
    static Key of(SqlFileName name, SqlFileName.Role role) {
      return new Key(role, name.name().number().value());
    }
  }

  /** The files of those names. */
  static Siblings of(List<String> names) {
    Map<Key, List<String>> versions = new HashMap<>();
    for (String name : names) {
      Optional<SqlFileName> file =
          name.startsWith("V") || name.startsWith("U") ? SqlFileName.of(name) : Optional.empty();
      file.ifPresent(
          one ->
              versions
                  .computeIfAbsent(Key.of(one, one.role()), key -> new ArrayList<>())
                  .add(name));
    }
    return new Siblings(new LinkedHashSet<>(names), versions);
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /** Flyway's files of a version with that role, whatever their description. */
  List<String> ofVersion(SqlFileName name, SqlFileName.Role role) {
    return versions.getOrDefault(Key.of(name, role), List.of()).stream().sorted().toList();
  }
}
