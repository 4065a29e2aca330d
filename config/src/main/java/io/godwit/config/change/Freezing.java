package io.godwit.config.change;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.config.change.FrozenFile.Change;
import io.godwit.config.change.FrozenFile.Way;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Value;
import io.godwit.config.format.ConfigFormat;
import io.godwit.config.json.JsonSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks what an author wrote about a file, and makes data of it. */
public final class Freezing {

  private static final String IF_THERE = "?";

  private final FileChange file;
  private final List<Change> changes = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private Freezing(FileChange file) {
    this.file = file;
  }

  /**
   * What was written, as data.
   *
   * @param seen the digest of the file now
   * @throws GodwitException with all that cannot be
   */
  public static FrozenFile freeze(FileChange file, Optional<String> seen) {
    return new Freezing(file).frozen(seen);
  }

  private FrozenFile frozen(Optional<String> seen) {
    var unused =
        List.of(ConfigFormat.of(file.file()), ConfigFormat.of(file.to().orElse(file.file())));
    file.move().forEach((key, to) -> add(Way.MOVE, key, path(to), Optional.empty()));
    file.map().forEach(this::map);
    file.retype().forEach((key, kind) -> add(Way.RETYPE, key, kind(kind), Optional.empty()));
    file.compute().forEach((key, text) -> add(Way.COMPUTE, key, template(text), Optional.empty()));
    file.set().forEach((key, value) -> add(Way.SET, key, "", Optional.of(value)));
    file.defaults().forEach((key, value) -> add(Way.DEFAULT, key, "", Optional.of(value)));
    file.remove().forEach(key -> add(Way.REMOVE, key, "", Optional.empty()));
    file.expect().forEach((key, kind) -> add(Way.EXPECT, key, kind(kind), Optional.empty()));
    if (changes.isEmpty() && faults.isEmpty() && file.to().isEmpty()) {
      fault(
          "nothing is to be done with "
              + file.file()
              + "; write move, set, defaults, remove or to");
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    return new FrozenFile(
        file.file(), file.to().orElse(file.file()), file.keepOld(), seen, changes);
  }

  private void map(String key, Map<String, Setting> values) {
    values.forEach((from, to) -> add(Way.MAP, key, from, Optional.of(to)));
  }

  private void add(Way way, String written, String detail, Optional<Setting> value) {
    boolean optional = written.endsWith(IF_THERE);
    String key = optional ? written.substring(0, written.length() - 1) : written;
    String checked = path(key);
    if (way == Way.MOVE
        && !checked.isEmpty()
        && !detail.isEmpty()
        && stars(checked) != stars(detail)) {
      fault(key + " and " + detail + " do not have [*] equally often");
    }
    changes.add(
        new Change(way, checked, optional, detail, value.map(Settings::value).map(Freezing::json)));
  }

  private static long stars(String path) {
    return KeyPath.parse(path).parts().stream()
        .filter(part -> part.equals(new KeyPath.Index(KeyPath.Index.EVERY)))
        .count();
  }

  private String path(String key) {
    try {
      return KeyPath.parse(key).toString();
    } catch (IllegalArgumentException e) {
      fault(String.valueOf(e.getMessage()));
      return "";
    }
  }

  private String template(String text) {
    try {
      new Template(text);
    } catch (IllegalArgumentException e) {
      fault(String.valueOf(e.getMessage()));
    }
    return text;
  }

  private String kind(String word) {
    boolean known =
        Arrays.stream(Value.Kind.values()).anyMatch(kind -> kind.word().equals(word))
            || List.of("list", "table").contains(word);
    if (!known) {
      fault(
          "'"
              + word
              + "' is no kind of value; write text, integer, decimal, truth, time, list or table");
    }
    return word.toLowerCase(Locale.ROOT);
  }

  private void fault(String message) {
    faults.add(Fault.of(ConfigFileError.CONFIG_CHANGE, file.file() + ": " + message));
  }

  private static String json(Value value) {
    return new JsonSyntax().write(new Value.Table(Map.of("value", value)), path -> List.of());
  }
}
