package io.godwit.engine.target;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.target.Structured;
import io.godwit.api.target.Target;
import io.godwit.engine.config.ConfigError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In place of each target whose structure can be told an empty one of the same kind, made when it
 * is first needed. The others are not there.
 */
public final class ScratchTargets implements Targets {

  private final Targets real;
  private final Path folder;
  private final String name;
  private final Map<TargetName, Structured> open = new TreeMap<>();

  /**
   * Scratch targets for these.
   *
   * @param folder where they may keep files
   * @param name tells them from those of others: lower-case letters and digits
   */
  public ScratchTargets(Targets real, Path folder, String name) {
    this.real = real;
    this.folder = folder;
    this.name = name;
  }

  /** Whether there can be a scratch target for one. */
  public static boolean covers(Targets targets, TargetName name) {
    return targets.open(name) instanceof Structured;
  }

  @Override
  public Set<TargetName> names() {
    Set<TargetName> names = new TreeSet<>();
    real.names().stream().filter(one -> covers(real, one)).forEach(names::add);
    return names;
  }

  @Override
  public String version(TargetName target) {
    return real.version(target);
  }

  @Override
  public String provider(TargetName target) {
    return real.provider(target);
  }

  @Override
  public Target open(TargetName target) {
    return structured(target);
  }

  /** The scratch target in place of one. */
  public synchronized Structured structured(TargetName target) {
    Structured scratch = open.get(target);
    if (scratch == null) {
      if (!(real.open(target) instanceof Structured original)) {
        throw new GodwitException(
            ConfigError.UNKNOWN_TARGET,
            "Target "
                + target
                + " cannot be tried on a scratch copy; leave the step that reads it out, or try it"
                + " in an environment of its own");
      }
      scratch = original.scratch(folder, name + "x" + open.size());
      open.put(target, scratch);
    }
    return scratch;
  }

  @Override
  public StepCall<?, ?, ?> call(StepTypeName type, TargetName target) {
    return real.call(type, target).on(open(target));
  }

  /** Removes all of them; one that cannot be removed does not keep the others. */
  @Override
  public synchronized void close() {
    GodwitException first = null;
    for (Structured scratch : open.values()) {
      try {
        scratch.close();
      } catch (GodwitException e) {
        first = e;
      }
    }
    open.clear();
    if (first != null) {
      throw first;
    }
  }
}
