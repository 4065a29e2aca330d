package io.godwit.engine.project;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the first files of a project, and those of a new migration. Overwrites nothing. */
public final class Scaffold {

  private static final String IGNORED = ".godwit/";
  private static final int TIMESTAMP_DIGITS = 14;
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  /**
   * @param clock for timestamps and dates
   */
  public Scaffold(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Makes a project of a folder, which is made too when it is not there.
   *
   * @return the paths that were written, relative to the folder
   * @throws GodwitException if the folder has a godwit.yaml already
   */
  public List<String> init(Path directory) {
    String name = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    Map<String, String> files = new LinkedHashMap<>();
    files.put(ConfigReader.FILE, Templates.project(systemName(name)));
    List<String> written = new ArrayList<>(write(directory, files));
    Path migrations = directory.resolve(ProjectConfig.MIGRATIONS);
    if (!Files.exists(migrations)) {
      written.addAll(write(directory, Map.of(ProjectConfig.MIGRATIONS + "/.gitkeep", "")));
    }
    ignore(directory).ifPresent(written::add);
    return written;
  }

  /**
   * Writes the files of a new migration, under the next number in the manner of those that are
   * there: as wide as the last, or a timestamp.
   *
   * @param directory the project
   * @param folder its folder of migrations
   * @param words what the migration does, as in {@code split address}
   * @param classes the names of the migrations that are classes
   * @param hybrid whether it is a folder with a manifest; else an up and a down file
   * @return the paths that were written, relative to the project
   * @throws GodwitException if the words make no name, or there is a migration of that id
   */
  public List<String> create(
      Path directory, String folder, String words, List<String> classes, boolean hybrid) {
    String snake = words.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
    List<NumberedName> there = there(directory.resolve(folder), classes);
    NumberedName name =
        NumberedName.of(next(there) + "_" + snake)
            .orElseThrow(
                () ->
                    new GodwitException(
                        ConfigError.BAD_VALUE,
                        "'"
                            + words
                            + "' makes no name of a migration; use letters, digits and spaces."));
    for (NumberedName other : there) {
      if (other.id().equals(name.id())) {
        throw new GodwitException(
            ConfigError.ALREADY_THERE,
            "There is a migration "
                + other.stem()
                + " already, and ids are unique; choose other words.");
      }
    }
    Map<String, String> files = new LinkedHashMap<>();
    String date = DATE.format(clock.instant());
    String stem = folder + "/" + name.stem();
    if (hybrid) {
      files.put(stem + "/" + ManifestFolder.FILE, Templates.manifest(name, date));
      files.put(stem + "/schema.up.sql", Templates.up(name, date));
      files.put(stem + "/schema.down.sql", Templates.down(name, date));
    } else {
      files.put(stem + ".up.sql", Templates.up(name, date));
      files.put(stem + ".down.sql", Templates.down(name, date));
    }
    return write(directory, files);
  }

  private static List<NumberedName> there(Path migrations, List<String> classes) {
    List<String> files =
        Files.isDirectory(migrations) ? new ProjectRoot(migrations).list("") : List.of();
    return Stream.concat(files.stream(), classes.stream())
        .flatMap(
            file ->
                SqlFileName.of(file)
                    .map(SqlFileName::name)
                    .or(() -> NumberedName.of(file))
                    .stream())
        .distinct()
        .filter(name -> name.number().value().chars().allMatch(Character::isDigit))
        .sorted(Comparator.comparing(NumberedName::number))
        .toList();
  }

  private String next(List<NumberedName> there) {
    String last = there.isEmpty() ? "000" : there.get(there.size() - 1).number().value();
    String after = new BigInteger(last).add(BigInteger.ONE).toString();
    if (last.length() == TIMESTAMP_DIGITS) {
      String now = TIMESTAMP.format(clock.instant());
      return new Version(now).compareTo(new Version(last)) > 0 ? now : after;
    }
    return "0".repeat(Math.max(0, last.length() - after.length())) + after;
  }

  private static String systemName(String folder) {
    String name = folder.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "system" : name;
  }

  /** Adds the line to .gitignore, when there is none like it. */
  private static Optional<String> ignore(Path directory) {
    Path file = directory.resolve(".gitignore");
    try {
      String before = Files.exists(file) ? Files.readString(file) : "";
      if (before.lines().anyMatch(line -> line.strip().replaceFirst("^/", "").equals(IGNORED))) {
        return Optional.empty();
      }
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(
          file, gap + IGNORED + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return Optional.of(".gitignore");
    } catch (IOException e) {
      throw unwritable(".gitignore", e);
    }
  }

  private static List<String> write(Path directory, Map<String, String> files) {
    files.keySet().forEach(path -> absent(directory, path));
    files.forEach(
        (path, text) -> {
          Path file = directory.resolve(path);
          try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
          } catch (FileAlreadyExistsException e) {
            throw already(path);
          } catch (IOException e) {
            throw unwritable(path, e);
          }
        });
    return List.copyOf(files.keySet());
  }

  private static void absent(Path directory, String path) {
    if (Files.exists(directory.resolve(path))) {
      throw already(path);
    }
  }

  private static GodwitException already(String path) {
    return new GodwitException(
        ConfigError.ALREADY_THERE, path + " is there already; nothing was written over it.");
  }

  private static GodwitException unwritable(String path, IOException cause) {
    return new GodwitException(
        ConfigError.UNWRITABLE,
        path + " cannot be written (" + cause.getMessage() + "); look at the folder's rights.",
        cause);
  }
}
