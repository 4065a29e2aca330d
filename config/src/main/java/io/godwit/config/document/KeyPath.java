package io.godwit.config.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a value stands in a file, as authors write it: {@code database.pool.max}, {@code
 * hosts."example.org"}, {@code pipelines[0].name}; {@code pipelines[*].name} means every element.
 */
public record KeyPath(List<Part> parts) {

  /** The file itself. */
  public static final KeyPath ROOT = new KeyPath(List.of());

  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 64;

  /** One step down. */
  public sealed interface Part permits Name, Index {
    /**
     * Where it leads among the members of a table or list; -1 if nowhere.
     *
     * @param size how many members there are
     * @param name the key of each of a table's
     */
    default int among(Value in, int size, IntFunction<String> name) {
      boolean table = in instanceof Value.Table;
      if (this instanceof Index index) {
        return !table && index.value() < size ? index.value() : -1;
      }
      return table
          ? IntStream.range(0, size)
              .filter(i -> name.apply(i).equals(((Name) this).value()))
              .findFirst()
              .orElse(-1)
          : -1;
    }
  }

  /** To what is under a key. */
  public record Name(String value) implements Part {
    /** Checks that nothing is null. */
    public Name {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      boolean bare = !value.isEmpty() && value.chars().noneMatch(Name::isSpecial);
      return bare ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isSpecial(int c) {
      return c <= ' ' || ".[]\"'\\*{}".indexOf(c) >= 0;
    }
  }

  /** To an element of a list, from 0; {@link #EVERY} means all of them. */
  public record Index(int value) implements Part {
    /** All elements. */
    public static final int EVERY = -1;

    @Override
    public String toString() {
      return value == EVERY ? "[*]" : "[" + value + "]";
    }
  }

  /** Copies the list. */
  public KeyPath {
    parts = List.copyOf(parts);
  }

  /**
   * Reads what an author wrote.
   *
   * @throws IllegalArgumentException if it is no path
   */
  public static KeyPath parse(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("a key has 1 to " + LONGEST + " characters");
    }
    List<Part> parts = new Reader(text).read();
    if (parts.size() > DEEPEST) {
      throw new IllegalArgumentException("a key has at most " + DEEPEST + " parts");
    }
    return new KeyPath(parts);
  }

  /** The path of these keys. */
  public static KeyPath of(String... names) {
    List<Part> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(new Name(name));
    }
    return new KeyPath(parts);
  }

  /** What is under a key here. */
  public KeyPath then(String name) {
    return then(new Name(name));
  }

  /** An element here. */
  public KeyPath then(int index) {
    return then(new Index(index));
  }

  /** One step further down. */
  public KeyPath then(Part part) {
    List<Part> all = new ArrayList<>(parts);
    all.add(part);
    return new KeyPath(all);
  }

  /** How many steps it has. */
  public int size() {
    return parts.size();
  }

  /** One of its steps. */
  public Part part(int at) {
    return parts.get(at);
  }

  /** The last step. */
  public Part last() {
    return parts.get(parts.size() - 1);
  }

  /** Its first steps. */
  public KeyPath first(int count) {
    return new KeyPath(parts.subList(0, count));
  }

  /** All but its first steps. */
  public KeyPath after(int count) {
    return new KeyPath(parts.subList(count, parts.size()));
  }

  /** One step back. */
  public KeyPath parent() {
    return first(parts.size() - 1);
  }

  /** Whether what it leads to lies in what the other leads to, or is the same. */
  public boolean startsWith(KeyPath other) {
    return size() >= other.size() && parts.subList(0, other.size()).equals(other.parts);
  }

  /** The same, from another place on. */
  public KeyPath moved(KeyPath from, KeyPath to) {
    List<Part> all = new ArrayList<>(to.parts);
    all.addAll(parts.subList(from.size(), parts.size()));
    return new KeyPath(all);
  }

  @Override
  public String toString() {
    String dotted =
        parts.stream()
            .map(part -> part instanceof Index ? part.toString() : "." + part)
            .collect(Collectors.joining());
    return dotted.startsWith(".") ? dotted.substring(1) : dotted;
  }

  /** Reads a path. */
  private static final class Reader {

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    Reader(String text) {
      this.text = text.strip();
    }

    List<Part> read() {
      name();
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '.') {
          name();
        } else if (c == '[') {
          index();
        } else {
          throw wrong("'" + c + "' stands where . or [ is expected");
        }
      }
      return parts;
    }

    private void name() {
      if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
        quoted(text.charAt(at++));
        return;
      }
      int start = at;
      while (at < text.length() && !Name.isSpecial(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw wrong("a name is missing at character " + (at + 1));
      }
      parts.add(new Name(text.substring(start, at)));
    }

    private void quoted(char quote) {
      StringBuilder name = new StringBuilder();
      while (at < text.length() && text.charAt(at) != quote) {
        if (text.charAt(at) == '\\' && quote == '"' && at + 1 < text.length()) {
          at++;
        }
        name.append(text.charAt(at++));
      }
      if (at >= text.length()) {
        throw wrong("a quote has no end");
      }
      at++;
      parts.add(new Name(name.toString()));
    }

    private void index() {
      int end = text.indexOf(']', at);
      String inside = end < 0 ? "" : text.substring(at, end);
      if (inside.equals("*")) {
        parts.add(new Index(Index.EVERY));
      } else if (inside.matches("[0-9]{1,6}")) {
        parts.add(new Index(Integer.parseInt(inside)));
      } else {
        throw wrong("an element is written [0] or [*]");
      }
      at = end + 1;
    }

    private IllegalArgumentException wrong(String why) {
      return new IllegalArgumentException("'" + text + "' is no key: " + why);
    }
  }
}
