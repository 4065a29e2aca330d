package io.godwit.config.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values found and changed by their paths, without regard to how they are written. */
public final class Trees {

  private Trees() {}

  /** What stands at a path. */
  public static Optional<Value> find(Value root, KeyPath path) {
    Value at = root;
    for (KeyPath.Part part : path.parts()) {
      Optional<Value> next = step(at, part);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  private static Optional<Value> step(Value value, KeyPath.Part part) {
    if (part instanceof KeyPath.Name name && value instanceof Value.Table table) {
      return table.get(name.value());
    }
    if (part instanceof KeyPath.Index index && value instanceof Value.Items list) {
      return index.value() >= 0 && index.value() < list.items().size()
          ? Optional.of(list.items().get(index.value()))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** The longest part of the path that leads to something. */
  public static KeyPath reached(Value root, KeyPath path) {
    for (int size = path.size(); size > 0; size--) {
      if (find(root, path.first(size)).isPresent()) {
        return path.first(size);
      }
    }
    return KeyPath.ROOT;
  }

  /** The value wrapped into tables, one for each step of a path that has only names. */
  public static Value wrapped(KeyPath path, Value value) {
    Value wrapped = value;
    for (int i = path.size() - 1; i >= 0; i--) {
      wrapped = new Value.Table(Map.of(((KeyPath.Name) path.part(i)).value(), wrapped));
    }
    return wrapped;
  }

  /** The tree with a value set; tables on the way are made. */
  public static Value with(Value root, KeyPath path, Value value) {
    if (path.size() == 0) {
      return value;
    }
    KeyPath rest = path.after(1);
    if (path.part(0) instanceof KeyPath.Index index) {
      List<Value> items = new ArrayList<>(((Value.Items) root).items());
      items.set(index.value(), with(items.get(index.value()), rest, value));
      return new Value.Items(items);
    }
    String name = ((KeyPath.Name) path.part(0)).value();
    Map<String, Value> entries =
        new LinkedHashMap<>(root instanceof Value.Table table ? table.entries() : Map.of());
    Value child = entries.getOrDefault(name, Value.Table.EMPTY);
    entries.put(name, with(child, rest, value));
    return new Value.Table(entries);
  }

  /** The tree without what stands at a path. */
  public static Value without(Value root, KeyPath path) {
    if (find(root, path).isEmpty()) {
      return root;
    }
    KeyPath rest = path.after(1);
    if (path.part(0) instanceof KeyPath.Index index) {
      List<Value> items = new ArrayList<>(((Value.Items) root).items());
      if (rest.size() == 0) {
        items.remove(index.value());
      } else {
        items.set(index.value(), without(items.get(index.value()), rest));
      }
      return new Value.Items(items);
    }
    String name = ((KeyPath.Name) path.part(0)).value();
    Map<String, Value> entries = new LinkedHashMap<>(((Value.Table) root).entries());
    if (rest.size() == 0) {
      entries.remove(name);
    } else {
      entries.compute(name, (key, child) -> without(child == null ? root : child, rest));
    }
    return new Value.Table(entries);
  }

  /** The tree without tables that have nothing in them, of which a file may or may not speak. */
  public static Value pruned(Value value) {
    return value.fold(
        scalar -> scalar,
        items -> new Value.Items(items.items().stream().map(Trees::pruned).toList()),
        table -> {
          Map<String, Value> entries = new LinkedHashMap<>();
          table
              .entries()
              .forEach(
                  (key, child) -> {
                    Value kept = pruned(child);
                    if (!kept.equals(Value.Table.EMPTY)) {
                      entries.put(key, kept);
                    }
                  });
          return new Value.Table(entries);
        });
  }

  /** All single values and lists below a place, in the order of the file, by their paths. */
  public static Map<KeyPath, Value> leaves(KeyPath at, Value value) {
    Map<KeyPath, Value> leaves = new LinkedHashMap<>();
    collect(at, value, leaves);
    return leaves;
  }

  private static void collect(KeyPath at, Value value, Map<KeyPath, Value> leaves) {
    if (value instanceof Value.Table table && !table.entries().isEmpty()) {
      table.entries().forEach((key, child) -> collect(at.then(key), child, leaves));
    } else {
      leaves.put(at, value);
    }
  }

  /** The paths that a path with {@code [*]} stands for, in this tree. */
  public static List<KeyPath> expanded(Value root, KeyPath path) {
    for (int i = 0; i < path.size(); i++) {
      if (path.part(i) instanceof KeyPath.Index index && index.value() == KeyPath.Index.EVERY) {
        KeyPath before = path.first(i);
        KeyPath behind = path.after(i + 1);
        int elements =
            find(root, before)
                .map(list -> list instanceof Value.Items items ? items.items().size() : 0)
                .orElse(0);
        List<KeyPath> all = new ArrayList<>();
        for (int n = 0; n < elements; n++) {
          all.addAll(expanded(root, behind.moved(KeyPath.ROOT, before.then(n))));
        }
        return all;
      }
    }
    return List.of(path);
  }
}
