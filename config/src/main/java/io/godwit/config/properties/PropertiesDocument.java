package io.godwit.config.properties;

import static java.util.stream.Collectors.joining;

import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Nesting;
import io.godwit.config.document.Piece;
import io.godwit.config.document.Source;
import io.godwit.config.document.TextDocument;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A properties file. Its keys are nested at their dots, so that a path means the same here as in
 * other formats; every value is a text. A list is written as one value with commas.
 */
final class PropertiesDocument extends TextDocument {

  private final List<Property> properties;
  private final Value.Table root;

  PropertiesDocument(Source source) {
    super(source);
    this.properties = new PropertiesParser(source).parse();
    Nesting nesting = new Nesting();
    for (Property property : properties) {
      nesting
          .add(property.path().parts(), Value.text(property.value()))
          .ifPresent(
              taken -> {
                throw taken.size() == property.path().size() && nesting.isValue(taken)
                    ? source.duplicate(property.start(), property.key())
                    : source.error(
                        property.start(),
                        ConfigFileError.CONFIG_FORMAT,
                        property.key()
                            + " cannot be nested: "
                            + taken
                            + " has both a value and keys below it; rename one of them");
              });
    }
    this.root = nesting.table();
  }

  @Override
  public Value.Table root() {
    return root;
  }

  @Override
  protected TextDocument parsed(Source other) {
    return new PropertiesDocument(other);
  }

  private Optional<Property> property(KeyPath path) {
    return properties.stream().filter(property -> property.path().equals(path)).findFirst();
  }

  @Override
  public Optional<Place> place(KeyPath path) {
    return properties.stream()
        .filter(property -> property.path().startsWith(path) && path.size() > 0)
        .findFirst()
        .map(property -> source().place(property.start()));
  }

  @Override
  public List<String> comments(KeyPath path) {
    return property(path)
        .map(
            property ->
                text()
                    .substring(
                        source().withComments(property.start(), "#!"),
                        source().lineStart(property.start()))
                    .lines()
                    .map(line -> line.strip().substring(1).strip())
                    .toList())
        .orElse(List.of());
  }

  @Override
  protected Optional<Source> renamed(KeyPath from, String name) {
    return moved(from, from.parent().then(name));
  }

  /** Keys stand alone, so that a key is moved where it stands. */
  @Override
  protected Optional<Source> moved(KeyPath from, KeyPath to) {
    Source result = source();
    for (int i = properties.size() - 1; i >= 0; i--) {
      Property property = properties.get(i);
      if (property.path().startsWith(from)) {
        String key = escaped(dotted(property.path().moved(from, to)), true);
        result = result.replaced(property.start(), property.keyEnd(), key);
      }
    }
    return Optional.of(result);
  }

  @Override
  protected Optional<Piece> piece(KeyPath path) {
    return Optional.empty();
  }

  @Override
  protected Source removed(KeyPath path) {
    Source result = source();
    for (int i = properties.size() - 1; i >= 0; i--) {
      Property property = properties.get(i);
      if (property.path().startsWith(path)) {
        int start = source().withComments(property.start(), "#!");
        result = result.replaced(start, source().nextLine(property.end()), "");
      }
    }
    return result;
  }

  @Override
  protected Source replaced(KeyPath path, Value value) {
    Optional<Property> property = property(path);
    if (property.isPresent() && !(value instanceof Value.Table)) {
      return source()
          .replaced(property.get().valueStart(), property.get().end(), escaped(text(value), false));
    }
    return new PropertiesDocument(removed(path)).inserted(path, Piece.of(value, List.of()));
  }

  @Override
  protected Source inserted(KeyPath path, Piece piece) {
    List<String> lines =
        lines(
            path, piece.value(), at -> at.equals(path) ? piece.comments() : List.of(), separator());
    int at = text().length();
    int most = 0;
    for (Property property : properties) {
      int common = Trees.reached(property.tree(), path).size();
      if (common > 0 && common >= most) {
        most = common;
        at = source().nextLine(property.end());
      }
    }
    return source().inserted(at, String.join(source().lineEnd(), lines));
  }

  /** The lines of all values below a place. */
  static List<String> lines(
      KeyPath path, Value value, Function<KeyPath, List<String>> comments, String separator) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<KeyPath, Value> leaf : Trees.leaves(path, value).entrySet()) {
      if (leaf.getKey().size() > 0) {
        comments.apply(leaf.getKey()).forEach(comment -> lines.add("# " + comment));
        lines.add(
            escaped(dotted(leaf.getKey()), true)
                + separator
                + escaped(text(leaf.getValue()), false));
      }
    }
    return lines;
  }

  /** What stands between keys and values here. */
  private String separator() {
    return properties.isEmpty()
        ? "="
        : text().substring(properties.get(0).keyEnd(), properties.get(0).valueStart());
  }

  private static String dotted(KeyPath path) {
    if (path.parts().stream().anyMatch(part -> part instanceof KeyPath.Index)) {
      throw unfit(path + " is an element of a list");
    }
    return path.parts().stream()
        .map(part -> ((KeyPath.Name) part).value())
        .peek(
            name -> {
              if (name.isEmpty() || name.contains(".")) {
                throw unfit("the key \"" + name + "\" is empty or has a dot in it");
              }
            })
        .collect(joining("."));
  }

  private static GodwitException unfit(String what) {
    return new GodwitException(
        ConfigFileError.CONFIG_FORMAT,
        what + ", for which a properties file has no form; move or remove it before");
  }

  private static String text(Value value) {
    return value.fold(
        Value.Scalar::text,
        items ->
            items.items().stream()
                .map(
                    item -> {
                      if (!(item instanceof Value.Scalar scalar) || scalar.text().contains(",")) {
                        throw unfit("a list has more than single values without commas");
                      }
                      return scalar.text();
                    })
                .collect(joining(",")),
        table -> {
          throw unfit("a table is empty");
        });
  }

  static String escaped(String text, boolean key) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int known = "\t\n\f\r".indexOf(c);
      boolean blank = c == ' ' && (key || i == 0);
      if (known >= 0) {
        escaped.append('\\').append("tnfr".charAt(known));
      } else if (c == '\\'
          || blank
          || (key && ":=".indexOf(c) >= 0)
          || (i == 0 && "#!:=".indexOf(c) >= 0)) {
        escaped.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        escaped.append(String.format("\\u%04X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
