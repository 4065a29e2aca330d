package io.godwit.api.provider;

import io.godwit.api.step.StepType;
import io.godwit.api.target.Target;
import io.godwit.api.tool.Tool;
import java.util.List;

/**
 * Knows how to open one kind of target and how to run steps on it. Found by {@link
 * java.util.ServiceLoader} through a file {@code
 * META-INF/services/io.godwit.api.provider.Provider}, chosen by the word after {@code provider:}.
 *
 * <p>An instance has no state and is used by many threads.
 *
 * @param <T> the kind of target
 * @param <C> the settings of a target, besides {@code provider} and {@code default}
 */
public interface Provider<T extends Target, C extends Record> {

  /** The word after {@code provider:}; unique among all providers that are found. */
  String name();

  /** The provider's own version: a run refuses to go on under another major version. */
  String version();

  /** The record that a target's settings are bound to. */
  Class<C> configType();

  /**
   * Opens a target. Does not change it; creates what it needs there with its first effect.
   *
   * @throws io.godwit.api.error.GodwitException if the settings cannot be right; a store that does
   *     not answer is reported by {@link Target#health}, where the provider can open it lazily
   */
  T open(C config, ProviderContext context);

  /** The step types that work on such a target. */
  List<StepType<T, ?, ?>> stepTypes();

  /**
   * The word under which {@link #tools} are found, as in {@code godwit models list}: lower-case
   * letters, digits and hyphens, first a letter; unique among all providers that bring tools. None
   * of the command line's own words.
   */
  default String toolGroup() {
    return name();
  }

  /** The commands that work on such a target. */
  default List<Tool<T, ?>> tools() {
    return List.of();
  }
}
