package io.godwit.engine.discovery;

import io.godwit.api.config.Setting;
import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.target.Target;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Bound;

/**
 * A provider with the settings of one of its targets, bound: the one place where a provider's own
 * types are known to each other.
 *
 * @param <T> the kind of target
 * @param <C> its settings
 */
public final class TargetOpening<T extends Target, C extends Record> {

  private final Provider<T, C> provider;
  private final C config;

  private TargetOpening(Provider<T, C> provider, C config) {
    this.provider = provider;
    this.config = config;
  }

  /**
   * Binds the settings of a target to its provider's record.
   *
   * @param path where the settings stand, as in {@code targets.app}
   */
  public static <T extends Target, C extends Record> Bound<TargetOpening<T, C>> of(
      Provider<T, C> provider, Binder binder, Setting.Mapping settings, String path) {
    return binder
        .bind(provider.configType(), settings, path)
        .map(config -> new TargetOpening<>(provider, config));
  }

  /** Opens the target; the caller closes it. */
  public T open(ProviderContext context) {
    return provider.open(config, context);
  }
}
