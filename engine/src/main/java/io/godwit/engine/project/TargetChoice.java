package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.name.TargetName;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Nearest;
import io.godwit.engine.project.ProjectConfig.TargetConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which target a step or a check means. */
final class TargetChoice {

  /** The provider whose default target answers checks that name none, and runs plain SQL files. */
  static final String DATA = "data";

  private static final String HOST = "host";
  private static final String CONFIG = "config";
  private static final TargetName UNKNOWN = new TargetName("unknown");

  private final Optional<Map<TargetName, TargetConfig>> targets;

  TargetChoice(ProjectConfig config) {
    this.targets = Optional.of(config.targets());
  }

  private TargetChoice() {
    this.targets = Optional.empty();
  }

  /** For a configuration that cannot be read: that is the fault to mend first. */
  static TargetChoice unknown() {
    return new TargetChoice();
  }

  /**
   * For steps of plan files, which name no target: the one whose provider is called otherwise than
   * its step types.
   */
  Optional<TargetName> ofStepType(String use) {
    String word = use.substring(0, use.indexOf('.'));
    return Set.of("command", "service", "files").contains(word)
        ? targets.flatMap(all -> only(all, HOST))
        : Optional.empty();
  }

  /** The file of the only target of configuration files, if it has one; empty otherwise. */
  String onlyConfigFile() {
    return targets
        .flatMap(all -> only(all, CONFIG).map(all::get))
        .flatMap(target -> target.settings().get("files"))
        .map(Setting::plain)
        .filter(files -> files instanceof List<?> list && list.size() == 1)
        .map(files -> String.valueOf(((List<?>) files).get(0)))
        .orElse("");
  }

  private static Optional<TargetName> only(Map<TargetName, TargetConfig> targets, String provider) {
    List<TargetName> names =
        targets.entrySet().stream()
            .filter(entry -> entry.getValue().provider().equals(provider))
            .map(Map.Entry::getKey)
            .toList();
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  /**
   * The target that is named, or the provider's default, or its only one.
   *
   * @param named what the author wrote
   * @param provider the word of the provider that is meant
   * @param place where a fault is reported
   */
  Bound<TargetName> of(Optional<TargetName> named, String provider, Place place) {
    if (targets.isEmpty()) {
      return Bound.of(UNKNOWN);
    }
    return named
        .map(name -> known(targets.get(), name, place))
        .orElseGet(() -> byDefault(targets.get(), provider, place));
  }

  private static Bound<TargetName> known(
      Map<TargetName, TargetConfig> targets, TargetName name, Place place) {
    if (targets.containsKey(name)) {
      return Bound.of(name);
    }
    List<String> names = targets.keySet().stream().map(TargetName::value).toList();
    return fault(
        place,
        ConfigError.UNKNOWN_TARGET,
        "The project has no target '" + name + "'; " + Nearest.hint(name.value(), names));
  }

  private static Bound<TargetName> byDefault(
      Map<TargetName, TargetConfig> targets, String provider, Place place) {
    Map<TargetName, TargetConfig> ofProvider =
        targets.entrySet().stream()
            .filter(entry -> entry.getValue().provider().equals(provider))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (ofProvider.size() == 1) {
      return Bound.of(ofProvider.keySet().iterator().next());
    }
    return ofProvider.entrySet().stream()
        .filter(entry -> entry.getValue().byDefault())
        .findFirst()
        .map(entry -> Bound.of(entry.getKey()))
        .orElseGet(() -> fault(place, ConfigError.NO_DEFAULT_TARGET, choice(provider, ofProvider)));
  }

  private static String choice(String provider, Map<TargetName, TargetConfig> ofProvider) {
    return ofProvider.isEmpty()
        ? "No target is named here, and the project has none of provider '"
            + provider
            + "'; add one to godwit.yaml."
        : "No target is named here, and provider '"
            + provider
            + "' has "
            + ofProvider.keySet().stream()
                .map(TargetName::value)
                .sorted()
                .collect(Collectors.joining(", "))
            + "; name one, or give one of them 'default: true'.";
  }

  private static Bound<TargetName> fault(Place place, ConfigError code, String message) {
    return Bound.faulty(List.of(Fault.at(place, code, message)));
  }
}
