package io.godwit.engine.config;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in <code>${NAME}</code>, an environment variable, and <code>${file:path}</code>, the
 * content of a file without its last line end, in the scalars of a tree; <code>$${</code> stands
 * for <code>${</code> itself. Every value that is filled in is a secret.
 *
 * <p>The path may be absolute, as secrets are mounted at places of their own; a relative one starts
 * at the project.
 */
public final class Placeholders {

  private static final int LARGEST_SECRET = 64 << 10;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FILE = "file:";

  private final Function<String, Optional<String>> environment;
  private final Path directory;
  private final Secrets secrets;

  /**
   * @param environment looks up an environment variable
   * @param directory the project
   * @param secrets where every value that is filled in is remembered
   */
  public Placeholders(
      Function<String, Optional<String>> environment, Path directory, Secrets secrets) {
    this.environment = environment;
    this.directory = directory;
    this.secrets = secrets;
  }

  /** The mapping with everything filled in, or a fault for each placeholder that cannot be. */
  public Bound<Setting.Mapping> fill(Setting.Mapping mapping) {
    List<Fault> faults = new ArrayList<>();
    Setting.Mapping filled = mapping(mapping, faults);
    return Bound.of(Optional.of(filled), faults);
  }

  /** Where every value that was filled in is remembered. */
  public Secrets secrets() {
    return secrets;
  }

  private Setting filled(Setting setting, List<Fault> faults) {
    return setting.fold(
        scalar ->
            new Setting.Scalar(
                scalar.text().map(text -> text(text, scalar.place(), faults)),
                scalar.quoted(),
                scalar.place()),
        sequence ->
            new Setting.Sequence(
                sequence.items().stream().map(item -> filled(item, faults)).toList(),
                sequence.place()),
        mapping -> mapping(mapping, faults));
  }

  private Setting.Mapping mapping(Setting.Mapping mapping, List<Fault> faults) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    mapping.entries().forEach((key, value) -> entries.put(key, filled(value, faults)));
    return new Setting.Mapping(entries, mapping.place());
  }

  private String text(String text, Place place, List<Fault> faults) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              if (match.group(1) == null) {
                return Matcher.quoteReplacement("${");
              }
              Bound<String> value =
                  match.group(2).isEmpty()
                      ? fault(place, "'" + match.group() + "' has no closing brace; add it.")
                      : value(match.group(1), place);
              value.value().ifPresent(secrets::add);
              return Matcher.quoteReplacement(value.into(faults).orElse(""));
            });
  }

  private Bound<String> value(String reference, Place place) {
    if (reference.startsWith(FILE)) {
      return content(reference.substring(FILE.length()), place);
    }
    if (!NAME.matcher(reference).matches()) {
      return fault(
          place,
          "${"
              + reference
              + "} is no placeholder; write ${NAME}, ${file:path}, or $${ for the characters"
              + " themselves.");
    }
    return environment
        .apply(reference)
        .map(Bound::of)
        .orElseGet(
            () -> fault(place, "The environment variable " + reference + " is not set; set it."));
  }

  private Bound<String> content(String path, Place place) {
    try (InputStream in = Files.newInputStream(regular(directory.resolve(path)))) {
      byte[] bytes = in.readNBytes(LARGEST_SECRET + 1);
      if (bytes.length > LARGEST_SECRET) {
        return fault(place, "The file " + path + " is too large for a value.");
      }
      return Utf8.text(bytes, path).map(Placeholders::withoutLastLineEnd);
    } catch (IOException | InvalidPathException e) {
      return fault(place, "The file " + path + " of a placeholder cannot be read; make it.");
    }
  }

  /** A named pipe would make us wait for ever. */
  private static Path regular(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException("no regular file");
    }
    return path;
  }

  private static String withoutLastLineEnd(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static Bound<String> fault(Place place, String message) {
    return Bound.faulty(List.of(Fault.at(place, ConfigError.PLACEHOLDER, message)));
  }
}
