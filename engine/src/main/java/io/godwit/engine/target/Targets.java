package io.godwit.engine.target;

import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.target.Target;
import java.util.Set;

/** The targets of a project, each opened when it is first needed and kept open. */
public interface Targets extends AutoCloseable {

  /** The names of all, sorted. */
  Set<TargetName> names();

  /** The version of a target's provider. */
  String version(TargetName name);

  /** The word of a target's provider. */
  String provider(TargetName name);

  /**
   * A target.
   *
   * @throws io.godwit.api.error.GodwitException if its settings cannot be right
   */
  Target open(TargetName name);

  /**
   * A step type on a target.
   *
   * @throws io.godwit.api.error.GodwitException if there is no such step type or it is not one of
   *     the target's provider
   */
  StepCall<?, ?, ?> call(StepTypeName type, TargetName name);

  /** Closes all that were opened. */
  @Override
  void close();
}
