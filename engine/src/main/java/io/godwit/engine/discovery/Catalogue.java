package io.godwit.engine.discovery;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Extensions of one kind by their names. */
final class Catalogue<E> {

  private final String kind;
  private final ConfigError unknown;
  private final Map<String, Found<E>> byName = new TreeMap<>();

  /**
   * @param kind what messages call one of them
   * @param unknown the code of a name that nobody has
   */
  Catalogue(String kind, ConfigError unknown) {
    this.kind = kind;
    this.unknown = unknown;
  }

  /** Takes them in under the names that each has; a name that is taken is a fault. */
  void addAll(
      List<Found<E>> found, Function<E, ? extends Iterable<String>> names, List<Fault> faults) {
    for (Found<E> one : found) {
      try {
        names.apply(one.extension()).forEach(name -> add(name, one, faults));
      } catch (RuntimeException | LinkageError e) {
        faults.add(
            Fault.of(
                ConfigError.BROKEN_EXTENSION,
                "The "
                    + kind
                    + " "
                    + one.extension().getClass().getName()
                    + " in "
                    + one.where()
                    + " does not say its name ("
                    + e
                    + "); replace it by one for this version of Godwit."));
      }
    }
  }

  private void add(String name, Found<E> one, List<Fault> faults) {
    Found<E> other = byName.putIfAbsent(name, one);
    if (other != null) {
      faults.add(
          Fault.of(
              ConfigError.DUPLICATE_EXTENSION,
              "Two have the name of "
                  + kind
                  + " '"
                  + name
                  + "': "
                  + shown(other)
                  + " and "
                  + shown(one)
                  + "; take one of them away."));
    }
  }

  private String shown(Found<E> one) {
    return one.extension().getClass().getName() + " in " + one.where();
  }

  /** Whether there is one of that name. */
  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The one of that name. */
  E get(String name) {
    Found<E> found = byName.get(name);
    if (found == null) {
      throw new GodwitException(
          unknown,
          "There is no "
              + kind
              + " '"
              + name
              + "'; "
              + Nearest.of(name, byName.keySet())
                  .map(nearest -> "did you mean '" + nearest + "'? ")
                  .orElse("")
              + inventory());
    }
    return found.extension();
  }

  /** All of them, by name. */
  List<E> all() {
    return byName.values().stream().map(Found::extension).toList();
  }

  /** By name, what was found and where. */
  Map<String, String> where() {
    Map<String, String> where = new TreeMap<>();
    byName.forEach((name, found) -> where.put(name, found.where()));
    return where;
  }

  private String inventory() {
    return byName.isEmpty()
        ? "None was found: put its jar on the class path or into plugins/."
        : "Found: "
            + byName.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + file(entry.getValue().where()) + ")")
                .collect(Collectors.joining(", "))
            + ".";
  }

  private static String file(String where) {
    String path = where.endsWith("/") ? where.substring(0, where.length() - 1) : where;
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
