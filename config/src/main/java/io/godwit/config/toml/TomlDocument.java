package io.godwit.config.toml;

import io.godwit.api.error.Place;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Piece;
import io.godwit.config.document.Source;
import io.godwit.config.document.TextDocument;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;
import io.godwit.config.toml.TomlNode.Item;
import io.godwit.config.toml.TomlNode.Member;
import io.godwit.config.toml.TomlNode.Section;
import io.godwit.config.toml.TomlNode.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A TOML file. A table may be written in many places: under headers, by dotted keys, inline. A new
 * key goes to where its table is written already; a table that is not written anywhere gets a
 * header beside its nearest relatives.
 */
final class TomlDocument extends TextDocument {

  private final List<Item> items;
  private final List<Section> sections;
  private final Value.Table root;

  /** A part of the text with what takes its place. */
  private record Edit(int from, int to, String by) {}

  TomlDocument(Source source) {
    super(source);
    TomlParser parser = new TomlParser(source);
    parser.parse();
    this.items = parser.items();
    this.sections = parser.sections();
    this.root = parser.root();
  }

  @Override
  public Value.Table root() {
    return root;
  }

  @Override
  protected TextDocument parsed(Source other) {
    return new TomlDocument(other);
  }

  @Override
  public Optional<Place> place(KeyPath path) {
    Optional<Integer> at =
        item(path)
            .map(item -> item.key().start())
            .or(() -> inline(path).map(found -> found.member().span().start()))
            .or(
                () ->
                    sections.stream()
                        .filter(section -> section.path().startsWith(path) && path.size() > 0)
                        .map(Section::start)
                        .findFirst())
            .or(
                () ->
                    items.stream()
                        .filter(item -> item.path().startsWith(path) && path.size() > 0)
                        .map(item -> item.key().start())
                        .findFirst());
    return at.map(source()::place);
  }

  @Override
  public List<String> comments(KeyPath path) {
    int at =
        item(path)
            .map(item -> item.key().start())
            .or(
                () ->
                    sections.stream()
                        .filter(section -> section.path().equals(path) && path.size() > 0)
                        .map(Section::start)
                        .findFirst())
            .orElse(-1);
    if (at < 0) {
      return List.of();
    }
    int start = source().withComments(at, "#");
    return text()
        .substring(start, source().lineStart(at))
        .lines()
        .map(line -> line.strip().substring(1).strip())
        .toList();
  }

  private Optional<Item> item(KeyPath path) {
    return items.stream().filter(item -> item.path().equals(path)).findFirst();
  }

  /** Something in an inline table or a list, with what it is in. */
  private record Inline(TomlNode in, int at) {
    Member member() {
      return in.members().get(at);
    }
  }

  private Optional<Inline> inline(KeyPath path) {
    for (Item item : items) {
      if (path.size() > item.path().size() && path.startsWith(item.path())) {
        return inline(item.node(), path.after(item.path().size()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Inline> inline(TomlNode node, KeyPath rest) {
    if (rest.part(0) instanceof KeyPath.Index index) {
      if (index.value() < 0 || index.value() >= node.members().size()) {
        return Optional.empty();
      }
      return rest.size() == 1
          ? Optional.of(new Inline(node, index.value()))
          : inline(node.members().get(index.value()).node(), rest.after(1));
    }
    for (int i = 0; i < node.members().size(); i++) {
      KeyPath key = node.members().get(i).key();
      if (key.size() > 0 && rest.startsWith(key)) {
        return rest.size() == key.size()
            ? Optional.of(new Inline(node, i))
            : inline(node.members().get(i).node(), rest.after(key.size()));
      }
    }
    return Optional.empty();
  }

  /** The inline table or list that stands at a path. */
  private Optional<TomlNode> node(KeyPath path) {
    return item(path).map(Item::node).or(() -> inline(path).map(found -> found.member().node()));
  }

  @Override
  protected Optional<Source> renamed(KeyPath from, String name) {
    return item(from)
        .map(
            item ->
                new Edit(
                    item.key().start(),
                    item.key().end(),
                    spaced(
                        item.key(), item.path().parent().then(name).after(item.section().size()))))
        .or(
            () ->
                inline(from)
                    .filter(found -> found.member().key().size() > 0)
                    .map(
                        found ->
                            new Edit(
                                found.member().span().start(),
                                found.member().span().end(),
                                spaced(
                                    found.member().span(),
                                    found.member().key().parent().then(name)))))
        .map(edit -> source().replaced(edit.from(), edit.to(), edit.by()));
  }

  /** A key with the blanks that stood behind it. */
  private String spaced(Span old, KeyPath key) {
    String before = text().substring(old.start(), old.end());
    return TomlText.key(key) + before.substring(before.stripTrailing().length());
  }

  @Override
  protected Optional<Source> moved(KeyPath from, KeyPath to) {
    List<Edit> edits = new ArrayList<>();
    if (item(from).isPresent() || inline(from).isPresent()) {
      return Optional.empty();
    }
    for (Section section : sections) {
      if (section.path().startsWith(from)) {
        KeyPath path = section.path().moved(from, to);
        edits.add(new Edit(section.key().start(), section.key().end(), TomlText.key(path)));
      }
    }
    for (Item item : items) {
      if (item.path().startsWith(from) && !item.section().startsWith(from)) {
        KeyPath path = item.path().moved(from, to);
        if (!path.startsWith(item.section())) {
          return Optional.empty();
        }
        KeyPath key = path.after(item.section().size());
        edits.add(new Edit(item.key().start(), item.key().end(), spaced(item.key(), key)));
      }
    }
    return edits.isEmpty() ? Optional.empty() : Optional.of(edited(edits));
  }

  private Source edited(List<Edit> edits) {
    List<Edit> fromBehind = new ArrayList<>(edits);
    fromBehind.sort(Comparator.comparingInt(Edit::from).reversed());
    Source result = source();
    for (Edit edit : fromBehind) {
      result = result.replaced(edit.from(), edit.to(), edit.by());
    }
    return result;
  }

  @Override
  protected Optional<Piece> piece(KeyPath path) {
    return item(path)
        .map(
            item -> {
              TomlNode node = item.node();
              String rest = text().substring(node.end(), source().nextLine(node.end())).strip();
              return new Piece(node.value(), Optional.of(written(node)), rest, comments(path));
            })
        .or(
            () ->
                inline(path)
                    .map(found -> found.member().node())
                    .map(
                        node ->
                            new Piece(node.value(), Optional.of(written(node)), "", List.of())));
  }

  private String written(TomlNode node) {
    return text().substring(node.start(), node.end());
  }

  @Override
  protected Source removed(KeyPath path) {
    Optional<Inline> inline = inline(path);
    if (inline.isPresent()) {
      Span span = withComma(inline.get());
      return source().replaced(span.start(), span.end(), "");
    }
    Optional<Source> inside = rewritten(path, (value, rest) -> Trees.without(value, rest));
    if (inside.isPresent()) {
      return inside.get();
    }
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      if (section.path().startsWith(path)) {
        edits.add(new Edit(commented(section), end(i), ""));
      }
    }
    for (Item item : items) {
      if (item.path().startsWith(path) && !item.section().startsWith(path)) {
        int start = source().withComments(item.key().start(), "#");
        edits.add(new Edit(start, source().nextLine(item.node().end()), ""));
      }
    }
    return edited(edits);
  }

  /**
   * With the inline table or list that a path leads into written anew: what stands in it under
   * dotted keys is in no one place.
   */
  private Optional<Source> rewritten(KeyPath path, BiFunction<Value, KeyPath, Value> change) {
    for (int size = path.size() - 1; size > 0; size--) {
      Optional<TomlNode> in = node(path.first(size));
      if (in.isPresent()) {
        Value value = change.apply(in.get().value(), path.after(size));
        return Optional.of(
            source().replaced(in.get().start(), in.get().end(), TomlText.inline(value)));
      }
    }
    return Optional.empty();
  }

  private int commented(Section section) {
    return source().withComments(section.start(), "#");
  }

  /** Where the text of a section ends. */
  private int end(int section) {
    return section + 1 < sections.size() ? commented(sections.get(section + 1)) : text().length();
  }

  private static Span withComma(Inline found) {
    List<Member> members = found.in().members();
    if (found.at() + 1 < members.size()) {
      return new Span(found.member().span().start(), members.get(found.at() + 1).span().start());
    }
    int from =
        found.at() == 0 ? found.member().span().start() : members.get(found.at() - 1).node().end();
    return new Span(from, found.member().node().end());
  }

  @Override
  protected Source replaced(KeyPath path, Value value) {
    Optional<TomlNode> node = node(path);
    if (node.isPresent()) {
      return source().replaced(node.get().start(), node.get().end(), TomlText.inline(value));
    }
    Optional<Source> inside = rewritten(path, (in, rest) -> Trees.with(in, rest, value));
    if (inside.isPresent()) {
      return inside.get();
    }
    TomlDocument without = new TomlDocument(removed(path));
    return without.inserted(path, Piece.of(value, List.of()));
  }

  @Override
  protected Source inserted(KeyPath path, Piece piece) {
    KeyPath reached = Trees.reached(root, path);
    Optional<TomlNode> in = node(reached);
    if (in.isPresent()) {
      return intoInline(in.get(), path.after(reached.size()), piece);
    }
    Optional<Source> inside =
        rewritten(path, (value, rest) -> Trees.with(value, rest, piece.value()));
    if (inside.isPresent()) {
      return inside.get();
    }
    boolean table =
        piece.written().isEmpty()
            && piece.value() instanceof Value.Table value
            && !value.entries().isEmpty();
    if (table) {
      return sectionFor(path, (Value.Table) piece.value(), piece.comments());
    }
    KeyPath parent = path.parent();
    Optional<Section> section = last(parent);
    if (section.isPresent()) {
      return intoSection(section.get(), path, piece);
    }
    Optional<Item> relative =
        items.stream()
            .filter(item -> item.path().startsWith(parent) && parent.startsWith(item.section()))
            .reduce((first, second) -> second);
    if (relative.isPresent()) {
      return below(relative.get(), path, piece);
    }
    String lines = "[" + TomlText.key(parent) + "]" + source().lineEnd();
    return besideRelatives(parent, lines + line(path.after(parent.size()), "", piece));
  }

  private Optional<Section> last(KeyPath path) {
    return sections.stream().filter(section -> section.path().equals(path)).findFirst();
  }

  private static String valueText(Piece piece) {
    return piece.written().orElseGet(() -> TomlText.inline(piece.value()));
  }

  private Source intoInline(TomlNode table, KeyPath key, Piece piece) {
    String entry = TomlText.key(key) + " = " + valueText(piece);
    List<Member> members = table.members();
    if (members.isEmpty()) {
      return source().replaced(table.start(), table.end(), "{ " + entry + " }");
    }
    int at = members.get(members.size() - 1).node().end();
    return source().replaced(at, at, ", " + entry);
  }

  private Source intoSection(Section section, KeyPath path, Piece piece) {
    Optional<Item> lastItem =
        items.stream()
            .filter(item -> item.section().equals(section.path()))
            .reduce((first, second) -> second);
    if (lastItem.isPresent()) {
      return below(lastItem.get(), path, piece);
    }
    String line = line(path.after(section.path().size()), "", piece);
    if (section.path().size() > 0) {
      return source().inserted(section.lineEnd(), line);
    }
    if (sections.size() == 1) {
      return source().inserted(text().length(), line);
    }
    return source().inserted(commented(sections.get(1)), line + source().lineEnd());
  }

  private Source below(Item item, KeyPath path, Piece piece) {
    int start = source().lineStart(item.key().start());
    String indent = text().substring(start, item.key().start());
    return source()
        .inserted(
            source().nextLine(item.node().end()),
            line(path.after(item.section().size()), indent, piece));
  }

  private String line(KeyPath key, String indent, Piece piece) {
    StringBuilder lines = new StringBuilder();
    piece
        .comments()
        .forEach(
            comment ->
                lines.append(indent).append("# ").append(comment).append(source().lineEnd()));
    lines.append(indent).append(TomlText.key(key)).append(" = ").append(valueText(piece));
    if (piece.trailing().startsWith("#")) {
      lines.append("  ").append(piece.trailing());
    }
    return lines.toString();
  }

  private Source sectionFor(KeyPath path, Value.Table table, List<String> comments) {
    StringBuilder lines = new StringBuilder();
    TomlText.section(
        lines,
        path,
        false,
        table,
        at -> at.equals(path) ? comments : List.of(),
        source().lineEnd());
    return besideRelatives(path, lines.toString().stripTrailing());
  }

  /** Behind the last section that has most of the path in common. */
  private Source besideRelatives(KeyPath path, String lines) {
    int best = sections.size() - 1;
    int most = 0;
    for (int i = 0; i < sections.size(); i++) {
      int common = common(sections.get(i).path(), path);
      if (common > 0 && common >= most) {
        most = common;
        best = i;
      }
    }
    int at = end(best);
    String before = text().substring(0, at);
    String gap = before.isBlank() || endsInBlankLine(before) ? "" : source().lineEnd();
    String behind = at < text().length() ? source().lineEnd() : "";
    return source().inserted(at, gap + lines + behind);
  }

  private static boolean endsInBlankLine(String text) {
    return text.endsWith("\n\n") || text.endsWith("\n\r\n");
  }

  private static int common(KeyPath a, KeyPath b) {
    int common = 0;
    while (common < a.size() && common < b.size() && a.part(common).equals(b.part(common))) {
      common++;
    }
    return common;
  }
}
