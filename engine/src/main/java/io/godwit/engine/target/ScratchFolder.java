package io.godwit.engine.target;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.error.EngineError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder for what has to be laid out on disk for a while. Who uses it holds the lease, so
 * whatever lies there is from a process that was killed, and goes.
 */
public final class ScratchFolder {

  private final Path folder;

  /** A folder of its own, which nobody else writes to; it need not be there. */
  public ScratchFolder(Path folder) {
    this.folder = folder;
  }

  /** Calls with an empty folder, which is removed afterwards. */
  public <T> T use(Function<Path, T> work) {
    try {
      clear();
      Files.createDirectories(folder);
      return work.apply(folder);
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      clearQuietly();
    }
  }

  private void clear() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  private void clearQuietly() {
    try {
      clear();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private GodwitException unusable(IOException e) {
    return new GodwitException(
        EngineError.NO_SCRATCH,
        "The folder "
            + folder
            + ", in which snapshots are laid out, cannot be used: "
            + e
            + "; look at it and repeat",
        e);
  }
}
