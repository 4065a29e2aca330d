package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.name.TargetName;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Nearest;
import io.godwit.engine.config.Placeholders;
import io.godwit.engine.config.SettingReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code godwit.yaml}: first the file, then the chosen environment over it, then environment
 * variables over both; then placeholders are filled in, and all of it is bound.
 */
final class ConfigReader {

  /** The file. */
  static final String FILE = "godwit.yaml";

  private static final String ENVIRONMENTS = "environments";

  /** Left as they were written: each has a time of its own to be filled in, or none at all. */
  private static final Set<String> NOT_FILLED = Set.of("embedders", ENVIRONMENTS);

  private final ProjectRoot root;
  private final EnvironmentVariables variables;
  private final Placeholders placeholders;

  ConfigReader(ProjectRoot root, EnvironmentVariables variables, Placeholders placeholders) {
    this.root = root;
    this.variables = variables;
    this.placeholders = placeholders;
  }

  Bound<ProjectConfig> read(Optional<String> environment) {
    List<Fault> faults = new ArrayList<>();
    Optional<ProjectConfig> config =
        file()
            .then(settings -> withEnvironment(settings, environment))
            .map(variables::over)
            .then(this::filled)
            .then(
                settings ->
                    new Binder(placeholders.secrets()).bind(ProjectConfig.class, settings, ""))
            .into(faults);
    config.ifPresent(bound -> oneDefaultEach(bound, faults));
    return Bound.of(config, faults);
  }

  private Bound<Setting.Mapping> file() {
    try {
      if (!root.exists(FILE)) {
        return fault(
            Place.of(FILE),
            ConfigError.NO_PROJECT,
            "There is no "
                + FILE
                + " in "
                + root.directory()
                + "; run `godwit init` there, or name the project with --project.");
      }
      return SettingReader.readMapping(root.bytes(FILE, SettingReader.LARGEST), FILE);
    } catch (GodwitException e) {
      return Bound.faulty(e.faults());
    }
  }

  private static Bound<Setting.Mapping> withEnvironment(
      Setting.Mapping settings, Optional<String> environment) {
    if (environment.isEmpty()) {
      return Bound.of(settings);
    }
    Map<String, Setting> known =
        settings
            .get(ENVIRONMENTS)
            .flatMap(Overlay::mapping)
            .map(Setting.Mapping::entries)
            .orElse(Map.of());
    Setting chosen = known.get(environment.get());
    if (chosen == null) {
      return fault(
          settings.get(ENVIRONMENTS).map(Setting::place).orElse(settings.place()),
          ConfigError.UNKNOWN_ENVIRONMENT,
          "There is no environment '"
              + environment.get()
              + "'; "
              + Nearest.hint(environment.get(), known.keySet()));
    }
    return Overlay.mapping(chosen)
        .map(overlay -> Bound.of(Overlay.of(settings, overlay)))
        .orElseGet(
            () ->
                fault(
                    chosen.place(),
                    ConfigError.WRONG_TYPE,
                    "environments." + environment.get() + " has to be a mapping."));
  }

  private Bound<Setting.Mapping> filled(Setting.Mapping settings) {
    Map<String, Setting> toFill = new LinkedHashMap<>(settings.entries());
    toFill.keySet().removeAll(NOT_FILLED);
    return placeholders
        .fill(new Setting.Mapping(toFill, settings.place()))
        .map(
            filled -> {
              Map<String, Setting> all = new LinkedHashMap<>(settings.entries());
              all.putAll(filled.entries());
              return new Setting.Mapping(all, settings.place());
            });
  }

  private static void oneDefaultEach(ProjectConfig config, List<Fault> faults) {
    Map<String, TargetName> seen = new TreeMap<>();
    config
        .targets()
        .forEach(
            (name, target) -> {
              TargetName other =
                  target.byDefault() ? seen.putIfAbsent(target.provider(), name) : null;
              if (other != null) {
                faults.add(
                    Fault.at(
                        target.place(),
                        ConfigError.BAD_VALUE,
                        "targets."
                            + name
                            + " is the default of provider '"
                            + target.provider()
                            + "', and so is targets."
                            + other
                            + "; let one of them be it."));
              }
            });
  }

  private static Bound<Setting.Mapping> fault(Place place, ConfigError code, String message) {
    return Bound.faulty(List.of(Fault.at(place, code, message)));
  }
}
