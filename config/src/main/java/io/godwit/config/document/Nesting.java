package io.godwit.config.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a table of values and their paths, in time that grows with their number. */
public final class Nesting {

  private final Map<String, Object> root = new LinkedHashMap<>();

  /**
   * Adds a value under names; gives the path that is taken already where there is no place for it.
   */
  @SuppressWarnings("unchecked")
  public Optional<KeyPath> add(List<KeyPath.Part> parts, Value value) {
    Map<String, Object> at = root;
    for (int i = 0; i < parts.size() - 1; i++) {
      Object child = at.computeIfAbsent(name(parts.get(i)), key -> new LinkedHashMap<>());
      if (child instanceof Value) {
        return Optional.of(new KeyPath(parts.subList(0, i + 1)));
      }
      at = (Map<String, Object>) child;
    }
    return at.putIfAbsent(name(parts.get(parts.size() - 1)), value) == null
        ? Optional.empty()
        : Optional.of(new KeyPath(parts));
  }

  /** Whether a path leads to a value, and not to keys below it. */
  public boolean isValue(KeyPath path) {
    Object at = root;
    for (KeyPath.Part part : path.parts()) {
      at = at instanceof Map<?, ?> map ? map.get(name(part)) : null;
    }
    return at instanceof Value;
  }

  /** All that was added. */
  public Value.Table table() {
    return table(root);
  }

  @SuppressWarnings("unchecked")
  private static Value.Table table(Map<String, Object> built) {
    Map<String, Value> entries = new LinkedHashMap<>();
    built.forEach(
        (name, child) ->
            entries.put(
                name, child instanceof Value value ? value : table((Map<String, Object>) child)));
    return new Value.Table(entries);
  }

  private static String name(KeyPath.Part part) {
    return ((KeyPath.Name) part).value();
  }
}
