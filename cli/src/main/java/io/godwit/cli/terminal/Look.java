package io.godwit.cli.terminal;

import java.util.OptionalInt;

/**
 * How text is shown on one stream.
 *
 * @param colour whether with colour
 * @param unicode whether with signs beyond ASCII; if not, signs that everything can show
 * @param columns how wide the terminal is; empty where there is none, and nothing is wrapped
 */
public record Look(boolean colour, boolean unicode, OptionalInt columns) {

  /** A file or a pipe. */
  public static final Look PLAIN = new Look(false, true, OptionalInt.empty());

  /** The same, without colour. */
  public Look withoutColour() {
    return new Look(false, unicode, columns);
  }

  /** The span as this stream shows it. */
  public String paint(Span span) {
    return colour ? span.tone().paint(span.text()) : span.text();
  }

  /** It is done. */
  public Span done() {
    return new Span(unicode ? "✓" : "+", Tone.GOOD);
  }

  /** It went wrong. */
  public Span failed() {
    return new Span(unicode ? "✗" : "x", Tone.BAD);
  }

  /** Look here. */
  public Span look() {
    return new Span("!", Tone.WARNING);
  }

  /** Not yet. */
  public Span open() {
    return new Span(unicode ? "·" : "-", Tone.QUIET);
  }

  /** From one version to another. */
  public String arrow() {
    return unicode ? "→" : "->";
  }

  /** Between facts on one line. */
  public String between() {
    return unicode ? " · " : ", ";
  }

  /** Where text was left out. */
  public String ellipsis() {
    return unicode ? "…" : "...";
  }

  /** A bar of so many columns, of which some are done. */
  public String bar(int done, int columns) {
    return (unicode ? "━" : "#").repeat(done) + (unicode ? "─" : "-").repeat(columns - done);
  }
}
