package io.godwit.cli.terminal;

import java.util.Objects;

/**
 * A piece of text and what it is. Whatever could steer a terminal is made harmless here, so a file
 * name or an SQL comment cannot repaint the screen.
 *
 * @param text one line
 * @param tone what it is
 */
public record Span(String text, Tone tone) {

  /** Makes the text harmless. */
  public Span {
    text = Cells.harmless(text);
    Objects.requireNonNull(tone, "tone");
  }

  /** Ordinary text. */
  public static Span plain(String text) {
    return new Span(text, Tone.PLAIN);
  }

  /** What the eye should find first. */
  public static Span strong(String text) {
    return new Span(text, Tone.STRONG);
  }

  /** What is there for those who look for it. */
  public static Span quiet(String text) {
    return new Span(text, Tone.QUIET);
  }

  /** How many columns it takes. */
  public int width() {
    return Cells.width(text);
  }
}
