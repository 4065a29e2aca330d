package io.godwit.sql.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts parts in the order in which they can be made: Kahn's algorithm, and of those that could come
 * next the one of the earliest phase, then by name. The same parts always come in the same order,
 * whatever their oids are.
 */
final class PartOrder {

  private static final Comparator<Part> NEXT =
      Comparator.comparingInt(Part::phase).thenComparing(Part::what).thenComparing(Part::sql);

  private final Map<String, List<Part>> waiting = new HashMap<>();
  private final Map<Part, Integer> missing = new HashMap<>();
  private final PriorityQueue<Part> ready = new PriorityQueue<>(NEXT);

  private PartOrder() {}

  /**
   * Sorts.
   *
   * @param parts all different
   * @param needs what the catalogs say beside what the parts say themselves
   * @return those that can be made; others need one another
   */
  static List<Part> of(List<Part> parts, Map<String, Set<String>> needs) {
    return new PartOrder().sorted(parts, needs);
  }

  private List<Part> sorted(List<Part> parts, Map<String, Set<String>> needs) {
    Set<String> known = new HashSet<>();
    parts.forEach(part -> known.add(part.key()));
    for (Part part : parts) {
      Set<String> wanted = new HashSet<>(part.needs());
      wanted.addAll(needs.getOrDefault(part.key(), Set.of()));
      wanted.retainAll(known);
      wanted.remove(part.key());
      wanted.forEach(key -> waiting.computeIfAbsent(key, k -> new ArrayList<>()).add(part));
      missing.put(part, wanted.size());
      if (wanted.isEmpty()) {
        ready.add(part);
      }
    }
    List<Part> sorted = new ArrayList<>();
    for (Part next = ready.poll(); next != null; next = ready.poll()) {
      sorted.add(next);
      if (!next.key().isEmpty()) {
        waiting.getOrDefault(next.key(), List.of()).forEach(this::oneLess);
      }
    }
    return sorted;
  }

  private void oneLess(Part part) {
    int left = missing.merge(part, -1, Integer::sum);
    if (left == 0) {
      ready.add(part);
    }
  }
}
