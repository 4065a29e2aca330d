package io.godwit.cli.terminal;

/** What a piece of text is, which decides its colour where there is colour. */
public enum Tone {
  /** Ordinary text. */
  PLAIN(""),
  /** What the eye should find first. */
  STRONG("\u001b[1m"),
  /** What is there for those who look for it. */
  QUIET("\u001b[2m"),
  /** It is well. */
  GOOD("\u001b[32m"),
  /** It is not. */
  BAD("\u001b[31m"),
  /** It may not be. */
  WARNING("\u001b[33m");

  private static final String RESET = "\u001b[0m";

  private final String begin;

  Tone(String begin) {
    this.begin = begin;
  }

  /** The text with this tone's colour around it. */
  public String paint(String text) {
    return begin.isEmpty() || text.isEmpty() ? text : begin + text + RESET;
  }
}
