package io.godwit.engine.artifacts;

import io.godwit.engine.tool.OwnTool;
import java.util.List;
import java.util.stream.Stream;

/** All commands of the group {@code artifacts}. */
public final class ArtifactTools {

  /** The word before them. */
  public static final String GROUP = "artifacts";

  private ArtifactTools() {}

  /** The commands on these repositories. */
  public static List<OwnTool<?>> on(Desk desk) {
    return Stream.of(
            new Looking(desk).tools(),
            new Moving(desk).tools(),
            new Keeping(desk).tools(),
            new Healing(desk).tools())
        .<OwnTool<?>>flatMap(List::stream)
        .toList();
  }
}
