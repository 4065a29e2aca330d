package io.godwit.api.tool;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;

/** What a tool may use. */
public interface ToolCall extends Caller {

  /** A path that the person said: absolute, or relative to their working folder. */
  default Path resolve(String said) {
    return folder().resolve(said).toAbsolutePath().normalize();
  }

  /**
   * A path to write to, which the person said. Where something is already, they are asked first.
   *
   * @throws io.godwit.api.error.GodwitException if they do not want it to be written over, or
   *     nobody could be asked; nothing has been written then
   */
  Path output(String said);

  /**
   * Writes one file, whole or not at all: it appears, or takes the place of what the person has
   * given up, when all of it is there.
   *
   * @throws io.godwit.api.error.GodwitException as {@link #output} does, and if it cannot be
   *     written
   */
  Answer.Written write(String said, Writing writing);

  /** The repository. */
  Artifacts artifacts();

  /** The embedders that the project configures. */
  Embedders embedders();

  /** The time. */
  InstantSource clock();

  /** Writes the bytes of a file. */
  interface Writing {
    /** Writes all of them; closing the stream is not its business. */
    void to(OutputStream out) throws IOException;
  }
}
