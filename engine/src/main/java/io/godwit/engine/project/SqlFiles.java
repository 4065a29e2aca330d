package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.engine.config.ConfigError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a SQL file, and the file that takes it back if there is one, as a migration of one step on
 * the default database (P1, P2).
 */
final class SqlFiles {

  private static final StepId STEP = new StepId("sql");
  private static final StepTypeName STEP_TYPE = new StepTypeName("data.sql");
  private static final Pattern NUMBER = Pattern.compile("[Vv]?([0-9]{1,20})(?![0-9.]).*");

  private final ConfinedFiles files;
  private final String folder;
  private final TargetChoice targets;
  private final List<Fault> faults;

  SqlFiles(ProjectRoot root, String folder, TargetChoice targets, List<Fault> faults) {
    this.files = new ConfinedFiles(root, folder);
    this.folder = folder;
    this.targets = targets;
    this.faults = faults;
  }

  /**
   * The migration, or nothing but faults.
   *
   * @param file the file with the way up, and with the way back if it holds both
   * @param down the file with the way back
   */
  Optional<Draft> read(SqlFileName named, String file, Optional<String> down) {
    NumberedName name = named.name();
    Place place = Place.of(files.shown(file));
    Optional<String> upText = text(file);
    Optional<String> downText = down.flatMap(this::text);
    Optional<TargetName> target =
        targets.of(Optional.empty(), TargetChoice.DATA, place).into(faults);
    if (upText.isEmpty() || downText.isPresent() != down.isPresent() || target.isEmpty()) {
      return Optional.empty();
    }
    SqlHeader header = new SqlHeader(upText.get());
    sameNumber(name, header, "version", file);
    down.ifPresent(
        path -> sameNumber(name, new SqlHeader(downText.orElse("")), "rollback for", path));
    boolean whole = named.role() == SqlFileName.Role.WHOLE;
    Map<String, Setting> with = new LinkedHashMap<>();
    with.put(whole ? "file" : "up", path(file, place));
    down.ifPresent(path -> with.put("down", path(path, place)));
    List<String> parts = new ArrayList<>(List.of(whole ? "file" : "up", upText.get()));
    downText.ifPresent(text -> parts.addAll(List.of("down", text)));
    Migration migration =
        new Migration(
            new MigrationId(name.id()),
            new Migration.Path(Optional.empty(), name.number()),
            about(name, header),
            List.of(),
            List.of(
                new Step(STEP, STEP_TYPE, target.get(), new Setting.Mapping(with, place), place)),
            Migration.Checks.NONE,
            new Migration.Source(
                place,
                folder,
                Checksums.ofTexts(parts),
                named.role() == SqlFileName.Role.REPEATABLE));
    Place line = new Place(place.file(), header.line("dependencies"), 0);
    List<Draft.Reference> references =
        header.dependencies().stream().map(text -> new Draft.Reference(text, line)).toList();
    return Optional.of(new Draft(name, migration, references));
  }

  private static Migration.About about(NumberedName name, SqlHeader header) {
    return new Migration.About(
        header.get("description").orElseGet(name::description),
        header.get("author").orElse(""),
        header.get("date").orElse(""));
  }

  private static Setting path(String path, Place place) {
    return new Setting.Scalar(Optional.of(path), true, place);
  }

  /** A header that begins with another number was copied from another file. */
  private void sameNumber(NumberedName name, SqlHeader header, String key, String file) {
    String said = header.get(key).orElse("");
    Matcher matcher = NUMBER.matcher(said);
    if (!name.number().equals(SqlFileName.LAST)
        && matcher.matches()
        && new Version(matcher.group(1)).compareTo(name.number()) != 0) {
      faults.add(
          Fault.at(
              new Place(files.shown(file), header.line(key), 0),
              ConfigError.HEADER_MISMATCH,
              "The comment says '"
                  + said
                  + "', but the file is of version "
                  + name.number()
                  + "; mend the one that is wrong."));
    }
  }

  private Optional<String> text(String path) {
    try {
      return Optional.of(files.text(path));
    } catch (GodwitException e) {
      faults.addAll(e.faults());
      return Optional.empty();
    }
  }
}
