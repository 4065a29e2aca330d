package io.godwit.knowledge.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import java.nio.file.Path;
import java.time.InstantSource;

/** A tool's call by nobody in particular. */
record BareToolCall(Path folder, Embedders embedders) implements ToolCall {

  @Override
  public void progress(String what, long done, long total) {}

  @Override
  public boolean confirms(String question) {
    return false;
  }

  @Override
  public boolean stopRequested() {
    return false;
  }

  @Override
  public Path output(String said) {
    throw new UnsupportedOperationException(said);
  }

  @Override
  public Answer.Written write(String said, Writing writing) {
    throw new UnsupportedOperationException(said);
  }

  @Override
  public Artifacts artifacts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }
}
