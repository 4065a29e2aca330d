package io.godwit.api.tool;

import io.godwit.api.config.Setting;
import io.godwit.api.name.TargetName;
import java.util.Objects;
import java.util.Optional;

/**
 * Which tool is wanted on which target, and what for.
 *
 * @param group the provider's word, such as {@code models}
 * @param name the tool's word, such as {@code list}
 * @param target the target; may be empty when the project has only one of that provider
 * @param arguments by the keys that {@link ToolView} lists; each knows where it stands, so that a
 *     fault can point at it
 */
public record ToolUse(
    String group, String name, Optional<TargetName> target, Setting.Mapping arguments) {

  /** Checks that nothing is null. */
  public ToolUse {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(arguments, "arguments");
  }
}
