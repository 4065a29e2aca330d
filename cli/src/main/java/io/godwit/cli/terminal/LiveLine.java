package io.godwit.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One line at the bottom of a terminal that is drawn over itself, on a stream that others write to
 * as well. What they write, a warning of the engine for example, pushes the line away and stands
 * above it when it comes back. Every drawing is a single write, and an unchanged line is not drawn
 * again, so nothing flickers.
 */
public final class LiveLine {

  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream stream;
  private final PrintStream others;
  private String shown = "";
  private boolean atLineStart = true;

  /** A live line on this stream; nothing else may write to it but {@link #others}. */
  public LiveLine(PrintStream stream) {
    this.stream = stream;
    this.others = new PrintStream(new Above(), true, StandardCharsets.UTF_8);
  }

  /** The stream for all that is not the live line. */
  public PrintStream others() {
    return others;
  }

  /** Draws the line, which must fit into one line of the terminal. */
  public synchronized void show(String line) {
    if (line.equals(shown) || !atLineStart) {
      return;
    }
    shown = line;
    stream.print(CLEAR + line);
    stream.flush();
  }

  /** Takes the line away. */
  public synchronized void clear() {
    if (!shown.isEmpty()) {
      shown = "";
      stream.print(CLEAR);
      stream.flush();
    }
  }

  private synchronized void write(byte[] bytes, int from, int length) {
    if (length == 0) {
      return;
    }
    clear();
    stream.write(bytes, from, length);
    stream.flush();
    atLineStart = bytes[from + length - 1] == '\n';
  }

  private final class Above extends OutputStream {
    @Override
    public void write(int b) {
      LiveLine.this.write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      LiveLine.this.write(bytes, from, length);
    }
  }
}
