package io.godwit.cli.progress;

import io.godwit.cli.terminal.Cells;
import io.godwit.cli.terminal.LiveLine;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.text.Words;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** A line that shows how far a tool has come, while it does. */
public final class ToolProgress implements AutoCloseable {

  private static final long SHORTEST_NANOS = 80_000_000L;

  private final LiveLine line;
  private final Look look;
  private final LongSupplier nanos;
  private long drawn;
  private boolean begun;

  /** Progress on this line. */
  public ToolProgress(LiveLine line, Look look, LongSupplier nanos) {
    this.line = line;
    this.look = look;
    this.nanos = nanos;
  }

  /** Progress that nobody sees. */
  public static ToolProgress silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Look narrowest = new Look(false, false, OptionalInt.of(1));
    return new ToolProgress(new LiveLine(nowhere), narrowest, () -> 0);
  }

  /** So many of so many are done; a total of 0 is not known. */
  public void show(String what, long done, long total) {
    long now = nanos.getAsLong();
    if (begun && now - drawn < SHORTEST_NANOS) {
      return;
    }
    begun = true;
    drawn = now;
    String count = Words.number(done) + (total > 0 ? " of " + Words.number(total) : "");
    line.show(Cells.clip(what + "  " + count, look.columns().orElse(80) - 1, look.ellipsis()));
  }

  @Override
  public void close() {
    line.clear();
  }
}
