package io.godwit.config.document;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A document that changes its text. Whatever a format does to the text, the result is parsed again
 * and has to say what was meant and nothing else: an edit that goes wrong is an error and never a
 * wrong file.
 */
public abstract class TextDocument implements Document {

  private final Source source;

  /** A document of this text. */
  protected TextDocument(Source source) {
    this.source = source;
  }

  /** The text and its name. */
  protected final Source source() {
    return source;
  }

  @Override
  public final String text() {
    return source.text();
  }

  /** Another text of the same format. */
  protected abstract TextDocument parsed(Source other);

  /** The text with the last part of a path written differently, in its place. */
  protected abstract Optional<Source> renamed(KeyPath from, String name);

  /** The text with something under another path, where that is more than one value. */
  protected Optional<Source> moved(KeyPath from, KeyPath to) {
    return Optional.empty();
  }

  /** What stands at a path, as it is written; empty if it is not written in one piece. */
  protected abstract Optional<Piece> piece(KeyPath path);

  /** The text without what stands at a path. */
  protected abstract Source removed(KeyPath path);

  /** The text with another value at a path where there is one. */
  protected abstract Source replaced(KeyPath path, Value value);

  /** The text with a value at a path where there is none. */
  protected abstract Source inserted(KeyPath path, Piece piece);

  @Override
  public final Document set(KeyPath path, Value value, List<String> comments) {
    if (Trees.find(root(), path).equals(Optional.of(value))) {
      return this;
    }
    return meant(
        "set " + path,
        path,
        Trees.with(root(), room(path), value),
        () ->
            parsed(
                Trees.find(root(), path).isPresent()
                    ? replaced(path, value)
                    : inserted(path, Piece.of(value, comments))));
  }

  @Override
  public final Document remove(KeyPath path) {
    present(path);
    return meant("remove " + path, path, Trees.without(root(), path), () -> parsed(removed(path)));
  }

  @Override
  public final Document move(KeyPath from, KeyPath to) {
    Value value = present(from);
    if (from.equals(to)) {
      return this;
    }
    Value without = Trees.without(root(), from);
    if (Trees.find(without, to).isPresent()) {
      throw refused(to, to + " is there already; remove one of the two, or move it elsewhere");
    }
    room(without, to);
    Value expected = Trees.with(without, to, value);
    String what = "move " + from + " to " + to;
    Optional<Document> asWritten = asWritten(from, to).filter(result -> says(result, expected));
    return asWritten.orElseGet(
        () ->
            meant(
                what,
                from,
                expected,
                () -> {
                  TextDocument rest = parsed(removed(from));
                  return rest.parsed(rest.inserted(to, Piece.of(value, comments(from))));
                }));
  }

  private Optional<Document> asWritten(KeyPath from, KeyPath to) {
    try {
      Optional<Source> text = Optional.empty();
      if (from.parent().equals(to.parent()) && to.last() instanceof KeyPath.Name name) {
        text = renamed(from, name.value());
      }
      if (text.isEmpty()) {
        text = moved(from, to);
      }
      if (text.isEmpty()) {
        text = piece(from).map(piece -> parsed(removed(from)).inserted(to, piece));
      }
      return text.map(this::parsed);
    } catch (GodwitException e) {
      return Optional.empty();
    }
  }

  /** The path, if a value can be set there. */
  private KeyPath room(KeyPath path) {
    room(root(), path);
    return path;
  }

  private void room(Value root, KeyPath path) {
    KeyPath reached = Trees.reached(root, path);
    if (reached.equals(path)) {
      return;
    }
    Value there = Trees.find(root, reached).orElseThrow();
    if (!(there instanceof Value.Table) || path.part(reached.size()) instanceof KeyPath.Index) {
      throw refused(
          reached,
          path
              + " has no place: "
              + (reached.size() == 0 ? "the file" : reached.toString())
              + " is "
              + (there instanceof Value.Table ? "a table" : "of kind " + there.what())
              + "; move or remove that first, or mend the key");
    }
    for (int i = reached.size(); i < path.size(); i++) {
      if (path.part(i) instanceof KeyPath.Index) {
        throw refused(reached, path + " names an element of a list that is not there");
      }
    }
  }

  private Value present(KeyPath path) {
    return Trees.find(root(), path)
        .orElseThrow(
            () ->
                refused(
                    path,
                    path + " is not in " + source.file() + "; mend the key, or add it first"));
  }

  private GodwitException refused(KeyPath path, String message) {
    Place place = place(path).orElse(Place.of(source.file()));
    return new GodwitException(Fault.at(place, ConfigFileError.CONFIG_CHANGE, message));
  }

  private Document meant(
      String what, KeyPath path, Value expected, Supplier<? extends Document> edit) {
    Document result;
    try {
      result = edit.get();
    } catch (GodwitException e) {
      if (e.code() == ConfigFileError.CONFIG_SYNTAX
          || e.code() == ConfigFileError.CONFIG_DUPLICATE_KEY) {
        throw cannot(what, path);
      }
      throw e;
    }
    if (!says(result, expected)) {
      throw cannot(what, path);
    }
    return result;
  }

  private static boolean says(Document result, Value expected) {
    return Trees.pruned(result.root()).equals(Trees.pruned(expected));
  }

  private GodwitException cannot(String what, KeyPath path) {
    return refused(
        path,
        "the way in which this is written does not allow to "
            + what
            + " without changing other keys; write it plainly (an anchor or a table in several"
            + " places is the usual reason), then plan again");
  }
}
