package io.godwit.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether SIGINT reaches the processes that a test starts. */
public final class Interrupts {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String IGNORED = "SigIgn:";
  private static final long SIGINT = 1L << 1;

  private Interrupts() {}

  /**
   * Whether this process, and so every one that it starts, ignores SIGINT: a shell starts what runs
   * in the background so, and a JVM then does not hear of it. False where that cannot be known.
   */
  public static boolean areIgnored() {
    if (!Files.exists(STATUS)) {
      return false;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(IGNORED))
          .map(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
          .anyMatch(ignored -> (ignored & SIGINT) != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
