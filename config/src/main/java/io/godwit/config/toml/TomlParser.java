package io.godwit.config.toml;

import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Value;
import io.godwit.config.toml.TomlNode.Item;
import io.godwit.config.toml.TomlNode.Section;
import io.godwit.config.toml.TomlNode.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file: sections with their items, and what they come to. */
final class TomlParser {

  /** How a name came to stand for something, which decides what may still be added to it. */
  private enum Way {
    VALUE,
    HEADER,
    IMPLIED,
    DOTTED,
    ELEMENTS
  }

  private final Source source;
  private final TomlValues in;
  private final List<Item> items = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final Map<KeyPath, Way> ways = new HashMap<>();
  private final Map<KeyPath, KeyPath> dottedIn = new HashMap<>();
  private final Map<KeyPath, Integer> elements = new HashMap<>();
  private final Map<String, Object> root = new LinkedHashMap<>();
  private Section section;

  TomlParser(Source source) {
    this.source = source;
    this.in = new TomlValues(source);
    this.section = new Section(KeyPath.ROOT, false, new Span(0, 0), 0, 0);
    sections.add(section);
  }

  void parse() {
    in.space();
    while (!in.atEnd()) {
      int start = in.at();
      if (in.take('[')) {
        header(start);
      } else {
        item();
      }
      endOfLine();
      in.space();
    }
  }

  List<Item> items() {
    return items;
  }

  List<Section> sections() {
    return sections;
  }

  Value.Table root() {
    return (Value.Table) frozen(root);
  }

  private void endOfLine() {
    in.blanks();
    if (in.peek() == '#') {
      in.comment();
    }
    if (!in.atEnd() && !in.lineEnd()) {
      throw source.syntax(in.at(), "the line should end here");
    }
  }

  private void header(int start) {
    boolean element = in.take('[');
    int from = in.at();
    KeyPath names = in.key();
    Span key = new Span(from, in.at());
    in.expect(']', "at the end of a header");
    if (element) {
      in.expect(']', "at the end of a header");
    }
    KeyPath path = KeyPath.ROOT;
    for (int i = 0; i < names.size() - 1; i++) {
      path = into(path.then(names.part(i)), start);
    }
    path = path.then(names.last());
    path = element ? element(path, start) : table(path, start);
    section = new Section(path, element, key, start, source.nextLine(in.at()));
    sections.add(section);
  }

  /** A name on the way to a header's own. */
  private KeyPath into(KeyPath path, int start) {
    Way way = ways.putIfAbsent(path, Way.IMPLIED);
    if (way == null) {
      put(path, new LinkedHashMap<String, Object>());
    } else if (way == Way.VALUE) {
      throw source.duplicate(start, path.toString());
    } else if (way == Way.ELEMENTS) {
      return path.then(elements.getOrDefault(path, 1) - 1);
    }
    return path;
  }

  private KeyPath table(KeyPath path, int start) {
    Way way = ways.put(path, Way.HEADER);
    if (way != null && way != Way.IMPLIED) {
      throw source.duplicate(start, path.toString());
    }
    if (way == null) {
      put(path, new LinkedHashMap<String, Object>());
    }
    return path;
  }

  private KeyPath element(KeyPath path, int start) {
    Way way = ways.putIfAbsent(path, Way.ELEMENTS);
    if (way == null) {
      put(path, new ArrayList<>());
    } else if (way != Way.ELEMENTS) {
      throw source.duplicate(start, path.toString());
    }
    int count = elements.merge(path, 1, Integer::sum);
    KeyPath element = path.then(count - 1);
    ways.put(element, Way.HEADER);
    put(element, new LinkedHashMap<String, Object>());
    return element;
  }

  private void item() {
    int start = in.at();
    KeyPath key = in.key();
    Span span = new Span(start, in.at());
    in.expect('=', "behind the key");
    in.blanks();
    KeyPath path = section.path();
    for (int i = 0; i < key.size() - 1; i++) {
      path = path.then(key.part(i));
      Way way = ways.putIfAbsent(path, Way.DOTTED);
      if (way == null) {
        put(path, new LinkedHashMap<String, Object>());
        dottedIn.put(path, section.path());
      } else if (way != Way.DOTTED || !section.path().equals(dottedIn.get(path))) {
        throw source.duplicate(start, path.toString());
      }
    }
    path = path.then(key.last());
    if (ways.putIfAbsent(path, Way.VALUE) != null) {
      throw source.duplicate(start, path.toString());
    }
    TomlNode node = in.value(path.size());
    put(path, node.value());
    items.add(new Item(path, section.path(), span, node));
  }

  @SuppressWarnings("unchecked")
  private void put(KeyPath path, Object value) {
    Object at = root;
    for (int i = 0; i < path.size() - 1; i++) {
      at =
          path.part(i) instanceof KeyPath.Index index
              ? ((List<Object>) at).get(index.value())
              : child((Map<String, Object>) at, ((KeyPath.Name) path.part(i)).value());
    }
    if (path.last() instanceof KeyPath.Name name) {
      ((Map<String, Object>) at).put(name.value(), value);
    } else {
      ((List<Object>) at).add(value);
    }
  }

  private static Object child(Map<String, Object> table, String name) {
    Object child = table.get(name);
    if (child == null) {
      throw new IllegalStateException("no table " + name);
    }
    return child;
  }

  private static Value frozen(Object built) {
    if (built instanceof Map<?, ?> map) {
      Map<String, Value> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put((String) key, frozen(value)));
      return new Value.Table(entries);
    }
    if (built instanceof List<?> list) {
      return new Value.Items(list.stream().map(TomlParser::frozen).toList());
    }
    return (Value) built;
  }
}
