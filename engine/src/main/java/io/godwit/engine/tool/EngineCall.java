package io.godwit.engine.tool;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolCall;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.target.StepSupport;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;

/** A use of a tool, with the caller's part and the engine's. */
record EngineCall(Caller caller, StepSupport support) implements ToolCall {

  @Override
  public Path folder() {
    return caller.folder();
  }

  @Override
  public void progress(String what, long done, long total) {
    caller.progress(what, done, total);
  }

  @Override
  public boolean confirms(String question) {
    return caller.confirms(question);
  }

  @Override
  public boolean stopRequested() {
    return caller.stopRequested() || support.stopRequested().getAsBoolean();
  }

  @Override
  public Path output(String said) {
    Path path = resolve(said);
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !confirms(path + " is there already. Write over it?")) {
      throw new GodwitException(
          ConfigError.ALREADY_THERE,
          path + " is there already; nothing was written. Name another, or say --yes");
    }
    return path;
  }

  @Override
  public Answer.Written write(String said, Writing writing) {
    Path path = output(said);
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try (Part whole = new Part(part)) {
      whole.write(writing);
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new Answer.Written(path, 1, Files.size(path));
    } catch (IOException e) {
      throw new GodwitException(
          ConfigError.UNWRITABLE,
          path + " cannot be written (" + e + "); what was there is as it was. Mend that",
          e);
    }
  }

  /** A file in the making; what is left of it when it was not moved is removed. */
  private record Part(Path path) implements AutoCloseable {

    void write(Writing writing) throws IOException {
      Files.deleteIfExists(path);
      try (FileOutputStream file = new FileOutputStream(path.toFile());
          BufferedOutputStream out = new BufferedOutputStream(file, 1 << 16)) {
        writing.to(out);
        out.flush();
        file.getFD().sync();
      }
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public Artifacts artifacts() {
    return support.artifacts();
  }

  @Override
  public Embedders embedders() {
    return support.embedders();
  }

  @Override
  public InstantSource clock() {
    return support.clock();
  }
}
