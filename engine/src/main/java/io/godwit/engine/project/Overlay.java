package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lays one mapping over another: mappings are merged key by key, anything else is replaced. */
final class Overlay {

  private Overlay() {}

  static Setting.Mapping of(Setting.Mapping below, Setting.Mapping above) {
    Map<String, Setting> merged = new LinkedHashMap<>(below.entries());
    above.entries().forEach((key, value) -> merged.merge(key, value, Overlay::merged));
    return new Setting.Mapping(merged, below.place());
  }

  private static Setting merged(Setting below, Setting above) {
    return mapping(below)
        .flatMap(base -> mapping(above).<Setting>map(over -> of(base, over)))
        .orElse(above);
  }

  static Optional<Setting.Mapping> mapping(Setting setting) {
    return setting.fold(scalar -> Optional.empty(), sequence -> Optional.empty(), Optional::of);
  }
}
