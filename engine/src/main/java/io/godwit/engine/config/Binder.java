package io.godwit.engine.config;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds settings to a record, by the rules of {@code io.godwit.api.config}, and collects everything
 * that is wrong at once, each with its place and its path. A component of the type {@code Place} is
 * not written: it is told where the record stands. One with {@link Rest} takes what is left.
 */
public final class Binder {

  private final Secrets secrets;

  /**
   * @param secrets what must not be repeated in a message
   */
  public Binder(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * The record, or all faults.
   *
   * @param type the record
   * @param settings what the author wrote
   * @param path where that stands in the file, as in {@code steps[2].with}; empty for the whole
   *     file
   * @throws io.godwit.api.error.GodwitException with {@link ConfigError#BAD_RECORD} if nothing can
   *     be bound to the record, whatever an author writes
   */
  public <R extends Record> Bound<R> bind(Class<R> type, Setting.Mapping settings, String path) {
    List<Fault> faults = new ArrayList<>();
    var bound = new Binding(secrets, faults).record(type, settings, path);
    return Bound.of(bound, faults);
  }
}
