package io.godwit.config.yaml;

import io.godwit.api.error.Place;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Piece;
import io.godwit.config.document.Source;
import io.godwit.config.document.TextDocument;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;
import io.godwit.config.yaml.YamlNode.Member;
import java.util.List;
import java.util.Optional;

/**
 * A YAML file. What stands behind a key is moved with all its lines and comments, indented anew; a
 * new key is indented as its neighbours are.
 */
final class YamlDocument extends TextDocument {

  private final Optional<YamlNode> node;

  /** A member with what it is in. */
  private record Found(YamlNode in, int at) {
    Member member() {
      return in.members().get(at);
    }
  }

  YamlDocument(Source source) {
    super(source);
    this.node = new YamlReader(source).read();
  }

  @Override
  public Value.Table root() {
    return node.map(root -> (Value.Table) root.value()).orElse(Value.Table.EMPTY);
  }

  @Override
  protected TextDocument parsed(Source other) {
    return new YamlDocument(other);
  }

  @Override
  public Optional<Place> place(KeyPath path) {
    return find(path).map(found -> source().place(found.member().start()));
  }

  private Optional<Found> find(KeyPath path) {
    Optional<Found> found = Optional.empty();
    Optional<YamlNode> in = node;
    for (KeyPath.Part part : path.parts()) {
      int at = in.map(table -> member(table, part)).orElse(-1);
      if (at < 0) {
        return Optional.empty();
      }
      found = in.map(table -> new Found(table, at));
      in = found.map(f -> f.member().node());
    }
    return found;
  }

  private static int member(YamlNode in, KeyPath.Part part) {
    return part.among(in.value(), in.members().size(), i -> in.members().get(i).name());
  }

  @Override
  public List<String> comments(KeyPath path) {
    Optional<Member> member = find(path).map(Found::member).filter(at -> isFirstOnLine(at.start()));
    return member
        .map(
            at ->
                text()
                    .substring(
                        source().withComments(at.start(), "#"), source().lineStart(at.start()))
                    .lines()
                    .map(line -> line.strip().substring(1).strip())
                    .toList())
        .orElse(List.of());
  }

  private boolean isFirstOnLine(int offset) {
    return text().substring(source().lineStart(offset), offset).isBlank();
  }

  private int column(int offset) {
    return offset - source().lineStart(offset);
  }

  private static boolean isElement(Found found) {
    return found.in().value() instanceof Value.Items;
  }

  /** Behind the colon of a key. */
  private int behindColon(Member member) {
    int colon = text().indexOf(':', member.keyEnd());
    return colon < 0 ? member.keyEnd() : colon + 1;
  }

  @Override
  protected Optional<Source> renamed(KeyPath from, String name) {
    return find(from)
        .map(Found::member)
        .map(member -> source().replaced(member.start(), member.keyEnd(), YamlScalars.text(name)));
  }

  @Override
  protected Optional<Piece> piece(KeyPath path) {
    Optional<Found> found = find(path);
    if (found.isEmpty() || isElement(found.get())) {
      return Optional.empty();
    }
    Member member = found.get().member();
    YamlNode at = member.node();
    if (found.get().in().flow()) {
      String written = " " + text().substring(at.start(), at.end());
      return Optional.of(new Piece(at.value(), Optional.of(written), "", List.of()));
    }
    int from = behindColon(member);
    String written = text().substring(Math.min(from, at.end()), at.end());
    String rest = text().substring(at.end(), source().nextLine(at.end())).strip();
    String outdented = written.replace("\n" + " ".repeat(column(member.start())), "\n");
    return Optional.of(new Piece(at.value(), Optional.of(outdented), rest, comments(path)));
  }

  @Override
  protected Source removed(KeyPath path) {
    Found found = find(path).orElseThrow();
    List<Member> members = found.in().members();
    Member member = found.member();
    boolean last = found.at() + 1 == members.size();
    if (found.in().flow()) {
      int from = last && found.at() > 0 ? members.get(found.at() - 1).node().end() : member.start();
      int to = last ? member.node().end() : members.get(found.at() + 1).start();
      return source().replaced(from, to, "");
    }
    if (members.size() == 1) {
      return removedWithTable(path, found);
    }
    if (isElement(found)) {
      int from = text().lastIndexOf('-', member.start());
      return lines(from, member.node().end());
    }
    if (!isFirstOnLine(member.start())) {
      return source().replaced(member.start(), members.get(found.at() + 1).start(), "");
    }
    return lines(member.start(), member.node().end());
  }

  private Source lines(int from, int to) {
    int start = source().withComments(from, "#");
    return source().replaced(start, source().nextLine(to), "");
  }

  /** A block cannot be empty. */
  private Source removedWithTable(KeyPath path, Found found) {
    if (path.size() == 1) {
      return lines(found.member().start(), found.member().node().end());
    }
    boolean inList = find(path.parent()).map(YamlDocument::isElement).orElse(false);
    if (isElement(found) || inList) {
      String empty = isElement(found) ? " []" : "{}";
      int from =
          isElement(found)
              ? behindColon(find(path.parent()).orElseThrow().member())
              : found.in().start();
      return source().replaced(from, found.in().end(), empty);
    }
    return removed(path.parent());
  }

  @Override
  protected Source replaced(KeyPath path, Value value) {
    Found found = find(path).orElseThrow();
    YamlNode old = found.member().node();
    if (found.in().flow() || isElement(found)) {
      return source().replaced(old.start(), old.end(), YamlText.flow(value));
    }
    if (!old.isBlock() && value instanceof Value.Scalar scalar && old.end() > old.start()) {
      return source().replaced(old.start(), old.end(), YamlScalars.written(scalar));
    }
    int from = behindColon(found.member());
    String indent = " ".repeat(column(found.member().start()));
    String written = YamlText.behindKey(value, indent, path, at -> List.of());
    return source().replaced(from, Math.max(from, old.end()), ended(written));
  }

  private String ended(String lines) {
    return lines.replace("\r\n", "\n").replace("\n", source().lineEnd());
  }

  @Override
  protected Source inserted(KeyPath path, Piece piece) {
    KeyPath reached = Trees.reached(root(), path);
    Optional<YamlNode> table =
        reached.size() == 0 ? node : find(reached).map(found -> found.member().node());
    KeyPath rest = path.after(reached.size());
    if (reached.size() > 0 && table.isPresent() && table.get().flow()) {
      return intoFlow(table.get(), rest, piece);
    }
    if (table.isEmpty() || table.get().members().isEmpty()) {
      int at = table.map(YamlNode::start).orElse(text().length());
      int end = table.map(YamlNode::end).orElse(text().length());
      Source without = source().replaced(at, end, "");
      return without.inserted(at, ended(lines(rest, "", piece)));
    }
    if (table.get().flow()) {
      return intoFlow(table.get(), rest, piece);
    }
    List<Member> members = table.get().members();
    String indent = " ".repeat(column(members.get(0).start()));
    int end = table.get().end();
    return source().inserted(source().nextLine(end), ended(lines(rest, indent, piece)));
  }

  private Source intoFlow(YamlNode table, KeyPath rest, Piece piece) {
    String name = YamlScalars.text(((KeyPath.Name) rest.part(0)).value());
    String entry = name + ": " + YamlText.flow(Trees.wrapped(rest.after(1), piece.value()));
    List<Member> members = table.members();
    if (members.isEmpty()) {
      return source().replaced(table.start(), table.end(), "{" + entry + "}");
    }
    int at = members.get(members.size() - 1).node().end();
    return source().replaced(at, at, ", " + entry);
  }

  private static String lines(KeyPath rest, String indent, Piece piece) {
    StringBuilder lines = new StringBuilder();
    String at = indent;
    for (int i = 0; i < rest.size(); i++) {
      if (i == rest.size() - 1) {
        for (String comment : piece.comments()) {
          lines.append(at).append("# ").append(comment).append("\n");
        }
      }
      lines.append(at).append(YamlScalars.text(((KeyPath.Name) rest.part(i)).value())).append(":");
      if (i < rest.size() - 1) {
        lines.append("\n");
        at += "  ";
      }
    }
    String inner = at;
    lines.append(
        piece
            .written()
            .map(written -> written.replace("\r\n", "\n").replace("\n", "\n" + inner))
            .orElseGet(
                () -> YamlText.behindKey(piece.value(), inner, KeyPath.ROOT, path -> List.of())));
    if (piece.trailing().startsWith("#")) {
      lines.append("  ").append(piece.trailing());
    }
    return lines.toString();
  }
}
