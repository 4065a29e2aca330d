package io.godwit.config.json;

import io.godwit.api.error.Place;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Piece;
import io.godwit.config.document.Source;
import io.godwit.config.document.TextDocument;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;
import io.godwit.config.json.JsonNode.Member;
import java.util.List;
import java.util.Optional;

/** A JSON file. New members are indented as their neighbours are. */
final class JsonDocument extends TextDocument {

  private final JsonNode node;

  /** A member with what it is in. */
  private record Found(JsonNode in, int at) {
    Member member() {
      return in.members().get(at);
    }
  }

  JsonDocument(Source source) {
    super(source);
    this.node = new JsonParser(source).parse();
  }

  @Override
  public Value.Table root() {
    return (Value.Table) node.value();
  }

  @Override
  protected TextDocument parsed(Source other) {
    return new JsonDocument(other);
  }

  @Override
  public Optional<Place> place(KeyPath path) {
    return find(path).map(found -> source().place(found.member().start()));
  }

  @Override
  public List<String> comments(KeyPath path) {
    return List.of();
  }

  private Optional<Found> find(KeyPath path) {
    Optional<Found> found = Optional.empty();
    JsonNode in = node;
    for (KeyPath.Part part : path.parts()) {
      int at = member(in, part);
      if (at < 0) {
        return Optional.empty();
      }
      found = Optional.of(new Found(in, at));
      in = in.members().get(at).node();
    }
    return found;
  }

  private static int member(JsonNode in, KeyPath.Part part) {
    return part.among(in.value(), in.members().size(), i -> in.members().get(i).name());
  }

  @Override
  protected Optional<Source> renamed(KeyPath from, String name) {
    return find(from)
        .map(Found::member)
        .map(member -> source().replaced(member.start(), member.keyEnd(), JsonText.quoted(name)));
  }

  @Override
  protected Optional<Piece> piece(KeyPath path) {
    return find(path)
        .map(found -> found.member().node())
        .map(
            at ->
                new Piece(
                    at.value(),
                    Optional.of(reindented(text().substring(at.start(), at.end()), at.start())),
                    "",
                    List.of()));
  }

  /** Written as if it stood at the beginning of a line. */
  private String reindented(String written, int start) {
    String indent = indent(start);
    return indent.isEmpty() ? written : written.replace("\n" + indent, "\n");
  }

  private String indent(int offset) {
    int line = source().lineStart(offset);
    int end = line;
    while (end < text().length() && " \t".indexOf(text().charAt(end)) >= 0) {
      end++;
    }
    return text().substring(line, end);
  }

  @Override
  protected Source removed(KeyPath path) {
    Found found = find(path).orElseThrow();
    List<Member> members = found.in().members();
    Member member = found.member();
    if (found.at() + 1 < members.size()) {
      return source().replaced(member.start(), members.get(found.at() + 1).start(), "");
    }
    if (found.at() == 0) {
      return source().replaced(found.in().start() + 1, found.in().end() - 1, "");
    }
    return source().replaced(members.get(found.at() - 1).node().end(), member.node().end(), "");
  }

  @Override
  protected Source replaced(KeyPath path, Value value) {
    JsonNode old = find(path).orElseThrow().member().node();
    return source().replaced(old.start(), old.end(), writer().write(value, indent(old.start())));
  }

  private JsonText writer() {
    return new JsonText(unit(), source().lineEnd());
  }

  /** By what the members of the file itself are indented. */
  private String unit() {
    return node.members().isEmpty() || isOnOneLine(node)
        ? "  "
        : indent(node.members().get(0).start());
  }

  private boolean isOnOneLine(JsonNode at) {
    return !at.members().isEmpty()
        && text().substring(at.start(), at.members().get(0).start()).indexOf('\n') < 0;
  }

  @Override
  protected Source inserted(KeyPath path, Piece piece) {
    KeyPath reached = Trees.reached(root(), path);
    JsonNode table = reached.size() == 0 ? node : find(reached).orElseThrow().member().node();
    KeyPath rest = path.after(reached.size());
    String name = ((KeyPath.Name) rest.part(0)).value();
    List<Member> members = table.members();
    boolean oneLine = isOnOneLine(table);
    String outer = indent(table.start());
    String inner = members.isEmpty() ? outer + unit() : indent(members.get(0).start());
    String before = oneLine ? " " : source().lineEnd() + inner;
    String written =
        rest.size() == 1 && piece.written().isPresent()
            ? piece.written().get().replace("\n", "\n" + inner)
            : writer().write(Trees.wrapped(rest.after(1), piece.value()), inner);
    String entry = before + JsonText.quoted(name) + ": " + written;
    if (members.isEmpty()) {
      return source()
          .replaced(table.start(), table.end(), "{" + entry + source().lineEnd() + outer + "}");
    }
    int at = members.get(members.size() - 1).node().end();
    return source().replaced(at, at, "," + entry);
  }
}
