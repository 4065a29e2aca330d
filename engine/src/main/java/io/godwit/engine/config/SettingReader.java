package io.godwit.engine.config;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import java.util.List;

/**
 * Reads YAML, and JSON in files whose name ends in {@code .json}, into settings that know their
 * line and column.
 *
 * <p>Of YAML, only data is accepted: one document, no tags, no merge keys, no key twice, and few
 * enough aliases that a small file cannot become a large tree. Whether a plain {@code 2.0} is a
 * number or a text is not decided here but by the record that it is bound to; so {@code no} is
 * never mistaken for {@code false}, nor {@code 1.10} for {@code 1.1}.
 */
public final class SettingReader {

  /** The largest file that is read, in bytes. */
  public static final int LARGEST = 8 << 20;

  /** The deepest nesting. */
  static final int DEEPEST = 50;

  private SettingReader() {}

  /** The settings in these bytes of a file; an empty file is an empty mapping. */
  public static Bound<Setting> read(byte[] bytes, String file) {
    if (bytes.length > LARGEST) {
      return tooLarge(file);
    }
    return Utf8.text(bytes, file).then(text -> read(text, file));
  }

  /** The settings in this text of a file; an empty file is an empty mapping. */
  public static Bound<Setting> read(String text, String file) {
    if (text.length() > LARGEST) {
      return tooLarge(file);
    }
    try {
      return file.endsWith(".json")
          ? new JsonTree(text, file).read()
          : new YamlTree(text, file).read();
    } catch (GodwitException e) {
      return Bound.faulty(e.faults());
    }
  }

  /** The same, for files that hold keys and values. */
  public static Bound<Setting.Mapping> readMapping(byte[] bytes, String file) {
    return read(bytes, file)
        .then(
            setting ->
                setting.fold(
                    scalar -> noMapping(scalar.place()),
                    sequence -> noMapping(sequence.place()),
                    Bound::of));
  }

  private static Bound<Setting.Mapping> noMapping(Place place) {
    return Bound.faulty(
        List.of(
            Fault.at(
                place,
                ConfigError.WRONG_TYPE,
                "This file has to hold keys and values, as in 'key: value'.")));
  }

  private static Bound<Setting> tooLarge(String file) {
    return Bound.faulty(
        List.of(
            Fault.at(
                Place.of(file),
                ConfigError.TOO_LARGE,
                "This file is larger than "
                    + (LARGEST >> 20)
                    + " MiB; settings are not that long. Put data into files of their own.")));
  }
}
