package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Environment variables that override a setting whatever the files say (A11). They are laid into
 * the settings before these are bound, so that a wrong value is reported like any other, with the
 * variable as its place.
 */
final class EnvironmentVariables {

  private static final List<Variable> ALL =
      List.of(
          new Variable("MIGRATION_PATH", List.of("versioning", "migrations", "path"), ""),
          new Variable("BACKUP_PATH", List.of("repository", "url"), ""),
          new Variable(
              "VALIDATION_TIMEOUT",
              List.of("versioning", "migrations", "validation", "timeout"),
              "ms"),
          new Variable(
              "INTEGRITY_CHECK_LEVEL",
              List.of("versioning", "migrations", "validation", "level"),
              ""),
          new Variable("ENABLE_METRICS", List.of("observability", "metrics"), ""),
          new Variable("ENABLE_LOGGING", List.of("observability", "logging"), ""));

  /**
   * One of them.
   *
   * @param unit what follows the bare number in the form of the setting
   */
  private record Variable(String name, List<String> path, String unit) {}

  private final Function<String, Optional<String>> environment;

  EnvironmentVariables(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /** The settings with every variable that is set and not blank laid over them. */
  Setting.Mapping over(Setting.Mapping settings) {
    Setting.Mapping result = settings;
    for (Variable variable : ALL) {
      Optional<String> value = environment.apply(variable.name()).filter(text -> !text.isBlank());
      if (value.isPresent()) {
        result = Overlay.of(result, tree(variable, value.get().strip()));
      }
    }
    return result;
  }

  private static Setting.Mapping tree(Variable variable, String value) {
    Place place = Place.of("environment variable " + variable.name());
    // A dollar would be taken for a placeholder, but what is in a variable is meant as it is.
    String literal = value.replace("${", "$${") + variable.unit();
    Setting tree = new Setting.Scalar(Optional.of(literal), true, place);
    for (int i = variable.path().size() - 1; i >= 0; i--) {
      Map<String, Setting> entry = new LinkedHashMap<>();
      entry.put(variable.path().get(i), tree);
      tree = new Setting.Mapping(entry, place);
    }
    return (Setting.Mapping) tree;
  }
}
