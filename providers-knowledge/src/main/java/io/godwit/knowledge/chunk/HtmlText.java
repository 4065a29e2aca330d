package io.godwit.knowledge.chunk;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes Markdown of HTML, one character at a time and with memory that does not grow: headings
 * become headings, preformatted text becomes fenced code, other blocks become paragraphs, and what
 * is not shown (head, scripts, styles, comments) is left out. It takes any input, as browsers do:
 * what is no tag is text. It knows nothing of styles: what only a style sheet hides is shown.
 */
final class HtmlText {

  /** Takes the Markdown. */
  interface Sink {
    void accept(char c);
  }

  private static final int LONGEST_NAME = 32;
  private static final Set<String> HIDDEN =
      Set.of("head", "script", "style", "template", "noscript", "svg", "iframe");
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
          "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong",
          "sub", "sup", "time", "tt", "u", "var", "wbr");
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("copy", "©"),
          Map.entry("reg", "®"),
          Map.entry("trade", "™"),
          Map.entry("mdash", "—"),
          Map.entry("ndash", "–"),
          Map.entry("hellip", "…"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("laquo", "«"),
          Map.entry("raquo", "»"),
          Map.entry("middot", "·"),
          Map.entry("bull", "•"),
          Map.entry("times", "×"),
          Map.entry("deg", "°"),
          Map.entry("euro", "€"),
          Map.entry("pound", "£"),
          Map.entry("sect", "§"),
          Map.entry("auml", "ä"),
          Map.entry("ouml", "ö"),
          Map.entry("uuml", "ü"),
          Map.entry("Auml", "Ä"),
          Map.entry("Ouml", "Ö"),
          Map.entry("Uuml", "Ü"),
          Map.entry("szlig", "ß"),
          Map.entry("eacute", "é"),
          Map.entry("egrave", "è"),
          Map.entry("agrave", "à"),
          Map.entry("ccedil", "ç"));

  private enum State {
    TEXT,
    ENTITY,
    TAG,
    ATTRIBUTES,
    QUOTED,
    COMMENT
  }

  private final Sink sink;
  private final StringBuilder name = new StringBuilder();
  private State state = State.TEXT;
  private char quote;
  private int dashes;
  private String hidden = "";
  private boolean preformatted;
  private boolean begun;
  private boolean lineStart = true;
  private boolean space;
  private int breaks;

  HtmlText(Sink sink) {
    this.sink = sink;
  }

  /** Takes the next character. */
  void accept(char c) {
    switch (state) {
      case TEXT -> text(c);
      case ENTITY -> entity(c);
      case TAG -> tagName(c);
      case ATTRIBUTES -> attributes(c);
      case QUOTED -> state = c == quote ? State.ATTRIBUTES : State.QUOTED;
      case COMMENT -> comment(c);
    }
  }

  /** Takes the end. */
  void finish() {
    if (state == State.ENTITY) {
      emitRaw();
    }
    if (preformatted) {
      closeFence();
    }
  }

  private void text(char c) {
    if (c == '<') {
      name.setLength(0);
      state = State.TAG;
    } else if (c == '&' && hidden.isEmpty()) {
      name.setLength(0);
      state = State.ENTITY;
    } else {
      show(c);
    }
  }

  private void entity(char c) {
    if (c == ';') {
      String shown = decoded(name.toString());
      if (shown.isEmpty()) {
        emitRaw();
        show(c);
      } else {
        shown.chars().forEach(each -> show((char) each));
      }
      state = State.TEXT;
    } else if (name.length() < LONGEST_NAME && (Character.isLetterOrDigit(c) || c == '#')) {
      name.append(c);
    } else {
      emitRaw();
      state = State.TEXT;
      text(c);
    }
  }

  private void emitRaw() {
    show('&');
    name.chars().forEach(each -> show((char) each));
  }

  private static String decoded(String entity) {
    if (!entity.startsWith("#")) {
      return ENTITIES.getOrDefault(entity, "");
    }
    try {
      boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
      int point = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
      boolean good = Character.isValidCodePoint(point) && point != 0 && !isSurrogate(point);
      return good ? Character.toString(point) : "\uFFFD";
    } catch (NumberFormatException e) {
      return "";
    }
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** Inside what is hidden nothing is a tag but its own end. */
  private void hiddenTagName(char c) {
    String end = "/" + hidden;
    if (c == '>' && end.contentEquals(name)) {
      hidden = "";
      state = State.TEXT;
    } else if (c == '<') {
      name.setLength(0);
    } else if (name.length() < end.length()
        && Character.toLowerCase(c) == end.charAt(name.length())) {
      name.append(Character.toLowerCase(c));
    } else if (!(end.contentEquals(name) && Character.isWhitespace(c))) {
      state = State.TEXT;
    }
  }

  private void tagName(char c) {
    boolean first = name.length() == 0;
    if (!hidden.isEmpty()) {
      hiddenTagName(c);
    } else if (first && !(Character.isLetter(c) || c == '/' || c == '!' || c == '?')) {
      show('<');
      state = State.TEXT;
      text(c);
    } else if (c == '>') {
      endTag();
    } else if (Character.isWhitespace(c)) {
      state = State.ATTRIBUTES;
    } else {
      if (name.length() < LONGEST_NAME) {
        name.append(c);
      }
      if (name.toString().equals("!--")) {
        dashes = 0;
        state = State.COMMENT;
      }
    }
  }

  private void attributes(char c) {
    if (c == '>') {
      endTag();
    } else if (c == '"' || c == '\'') {
      quote = c;
      state = State.QUOTED;
    }
  }

  private void comment(char c) {
    if (c == '>' && dashes >= 2) {
      state = State.TEXT;
    }
    dashes = c == '-' ? dashes + 1 : 0;
  }

  private void endTag() {
    state = State.TEXT;
    String tag = name.toString().toLowerCase(Locale.ROOT);
    boolean closing = tag.startsWith("/");
    String element = tag.replace("/", "");
    if (HIDDEN.contains(element)) {
      hidden = closing ? "" : element;
    } else if (element.equals("pre")) {
      fence(closing);
    } else if (!INLINE.contains(element) && !element.startsWith("!") && !preformatted) {
      block(element, closing);
    }
  }

  private void block(String element, boolean closing) {
    boolean cell = element.equals("td") || element.equals("th");
    boolean line = element.equals("br") || element.equals("tr") || element.equals("li");
    if (cell) {
      space = true;
      return;
    }
    breaks = Math.max(breaks, line ? 1 : 2);
    if (closing) {
      return;
    }
    if (element.length() == 2 && element.charAt(0) == 'h' && isLevel(element.charAt(1))) {
      marks("#".repeat(element.charAt(1) - '0') + " ");
    } else if (element.equals("li")) {
      marks("- ");
    }
  }

  private static boolean isLevel(char c) {
    return c >= '1' && c <= '6';
  }

  private void marks(String text) {
    flush();
    text.chars().forEach(each -> sink.accept((char) each));
    begun = true;
    lineStart = false;
    space = false;
  }

  private void fence(boolean closing) {
    if (closing && preformatted) {
      closeFence();
    } else if (!closing && !preformatted) {
      breaks = 2;
      marks("~~~~~~\n");
      preformatted = true;
      lineStart = true;
    }
  }

  private void closeFence() {
    if (!lineStart) {
      sink.accept('\n');
    }
    preformatted = false;
    "~~~~~~".chars().forEach(each -> sink.accept((char) each));
    lineStart = false;
    breaks = 2;
  }

  private void show(char c) {
    if (!hidden.isEmpty()) {
      return;
    }
    if (preformatted) {
      sink.accept(c);
      lineStart = c == '\n';
    } else if (Character.isWhitespace(c)) {
      space = true;
    } else {
      flush();
      if (lineStart && (c == '#' || c == '`' || c == '~' || c == '=' || c == '-')) {
        sink.accept('\\');
      }
      sink.accept(c);
      begun = true;
      lineStart = false;
    }
  }

  /** Writes the line breaks, or the space, that stand before the next character. */
  private void flush() {
    if (begun && breaks > 0) {
      for (int i = 0; i < breaks; i++) {
        sink.accept('\n');
      }
      lineStart = true;
    } else if (space && !lineStart) {
      sink.accept(' ');
    }
    breaks = 0;
    space = false;
  }
}
