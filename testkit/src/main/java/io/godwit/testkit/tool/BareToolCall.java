package io.godwit.testkit.tool;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a tool gets in a test that gives it nothing but a folder: nobody is told or asked, and what
 * else it wants to use is refused. A test overrides what its tool needs.
 */
public interface BareToolCall extends ToolCall {

  @Override
  default void progress(String what, long done, long total) {}

  @Override
  default boolean confirms(String question) {
    return false;
  }

  @Override
  default boolean stopRequested() {
    return false;
  }

  @Override
  default Path output(String said) {
    throw new UnsupportedOperationException("this test does not write " + said);
  }

  @Override
  default Answer.Written write(String said, Writing writing) {
    throw new UnsupportedOperationException("this test does not write " + said);
  }

  @Override
  default Artifacts artifacts() {
    throw new UnsupportedOperationException("this test has no repository");
  }

  @Override
  default Embedders embedders() {
    throw new UnsupportedOperationException("this test has no embedders");
  }

  @Override
  default InstantSource clock() {
    return InstantSource.system();
  }
}
