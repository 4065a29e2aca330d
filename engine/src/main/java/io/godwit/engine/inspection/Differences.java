package io.godwit.engine.inspection;

import io.godwit.api.run.DriftView.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;

/** What differs between two structures. */
final class Differences {

  private Differences() {}

  /**
   * Object by object.
   *
   * @param wanted as it should be
   * @param found as it is
   */
  static List<Difference> of(SortedMap<String, String> wanted, SortedMap<String, String> found) {
    TreeSet<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(found.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      String before = definition(wanted, name);
      String after = definition(found, name);
      if (!before.equals(after)) {
        String change =
            !wanted.containsKey(name) ? "added" : found.containsKey(name) ? "changed" : "removed";
        differences.add(new Difference(name, change, UnifiedDiff.of(before, after)));
      }
    }
    return differences;
  }

  /** Something that has nothing but a name has it for a definition. */
  private static String definition(Map<String, String> objects, String name) {
    if (!objects.containsKey(name)) {
      return "";
    }
    String definition = Objects.requireNonNull(objects.get(name));
    return definition.isEmpty() ? name : definition;
  }
}
