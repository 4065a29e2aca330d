package io.godwit.data.host.step;

import io.godwit.api.config.Doc;
import java.util.List;

/**
 * Files that go; also what a plan keeps.
 *
 * @param files patterns of files of the project
 */
public record RemoveConfig(
    @Doc("Files of the project: names or patterns such as cache/**/*.tmp.") List<String> files) {

  /** Checks that there is a pattern. */
  public RemoveConfig {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files: names nothing that could go");
    }
  }
}
