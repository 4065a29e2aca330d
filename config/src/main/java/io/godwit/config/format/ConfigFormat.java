package io.godwit.config.format;

import io.godwit.api.error.GodwitException;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Syntax;
import io.godwit.config.json.JsonSyntax;
import io.godwit.config.properties.PropertiesSyntax;
import io.godwit.config.toml.TomlSyntax;
import io.godwit.config.yaml.YamlSyntax;
import java.util.Locale;

/** The formats of configuration files. */
public enum ConfigFormat {
  /** TOML 1.0. */
  TOML("toml"),
  /** YAML, one document. */
  YAML("ya?ml"),
  /** JSON, one object. */
  JSON("json"),
  /** Java properties. */
  PROPERTIES("properties");

  private final String ending;

  ConfigFormat(String ending) {
    this.ending = ending;
  }

  /** How it is read and changed. */
  public Syntax syntax() {
    return switch (this) {
      case TOML -> new TomlSyntax();
      case YAML -> new YamlSyntax();
      case JSON -> new JsonSyntax();
      case PROPERTIES -> new PropertiesSyntax();
    };
  }

  /**
   * The format of a file, by the ending of its name.
   *
   * @throws GodwitException if the ending is of no format
   */
  public static ConfigFormat of(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (ConfigFormat format : values()) {
      if (ending.matches(format.ending)) {
        return format;
      }
    }
    throw new GodwitException(
        ConfigFileError.CONFIG_FORMAT,
        "the name of "
            + file
            + " does not say its format; it ends in .toml, .yaml, .yml, .json or .properties");
  }
}
