package io.godwit.engine.coded;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.migration.MigrationWriter.StepWriter;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.engine.config.ValueTree;
import io.godwit.engine.project.Manifest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A step that is being written. */
final class WritingStep implements StepWriter {

  private final Runnable open;
  private final StepId id;
  private final StepTypeName use;
  private final Place place;
  private final Map<String, Setting> with = new LinkedHashMap<>();
  private final Map<String, Setting> verify = new LinkedHashMap<>();
  private Optional<TargetName> target = Optional.empty();
  private Optional<List<Setting.Scalar>> after = Optional.empty();
  private Optional<Duration> timeout = Optional.empty();

  /**
   * @param open refuses when the time for writing is over
   */
  WritingStep(Runnable open, StepId id, StepTypeName use, Place place) {
    this.open = open;
    this.id = id;
    this.use = use;
    this.place = place;
  }

  @Override
  public StepWriter target(String name) {
    open.run();
    target = Optional.of(new TargetName(name));
    return this;
  }

  @Override
  public StepWriter with(String key, Object value) {
    put(with, key, tree(key, value));
    return this;
  }

  @Override
  public StepWriter with(Record settings) {
    ValueTree.ofRecord(settings, place).entries().forEach((key, value) -> put(with, key, value));
    return this;
  }

  @Override
  public StepWriter verify(String key, Object value) {
    put(verify, key, tree(key, value));
    return this;
  }

  @Override
  public StepWriter after(String... steps) {
    open.run();
    after =
        Optional.of(
            Stream.of(steps)
                .map(step -> new Setting.Scalar(Optional.of(step), true, place))
                .toList());
    return this;
  }

  @Override
  public StepWriter timeout(Duration longest) {
    open.run();
    timeout = Optional.of(longest);
    return this;
  }

  private Setting tree(String key, Object value) {
    try {
      return ValueTree.of(value, place);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting '" + key + "' of step '" + id + "': " + e.getMessage(), e);
    }
  }

  private void put(Map<String, Setting> settings, String key, Setting value) {
    open.run();
    Objects.requireNonNull(key, "a key of step '" + id + "' is null");
    if (settings.putIfAbsent(key, value) != null) {
      throw new IllegalArgumentException(
          "setting '" + key + "' of step '" + id + "' is written twice; keep one of the two");
    }
  }

  Manifest.StepEntry entry() {
    return new Manifest.StepEntry(
        id,
        use,
        target,
        new Setting.Mapping(with, place),
        verify.isEmpty() ? Optional.empty() : Optional.of(new Setting.Mapping(verify, place)),
        after,
        timeout,
        Optional.empty(),
        false,
        place);
  }
}
