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
 * Reads an up file, and its down file if there is one, as a migration of one step on the default
 * database (P1, P2).
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

  /** The migration, or nothing but faults. */
  Optional<Draft> read(NumberedName name, boolean withDown) {
    String up = name.stem() + ".up.sql";
    Place place = Place.of(files.shown(up));
    Optional<String> upText = text(up);
    Optional<String> downText = withDown ? text(name.stem() + ".down.sql") : Optional.of("");
    Optional<TargetName> target =
        targets.of(Optional.empty(), TargetChoice.DATA, place).into(faults);
    if (upText.isEmpty() || downText.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    SqlHeader header = new SqlHeader(upText.get());
    sameNumber(name, header, "version", up);
    if (withDown) {
      sameNumber(name, new SqlHeader(downText.get()), "rollback for", name.stem() + ".down.sql");
    }
    List<String> parts = new ArrayList<>(List.of("up", upText.get()));
    if (withDown) {
      parts.addAll(List.of("down", downText.get()));
    }
    Migration migration =
        new Migration(
            new MigrationId(name.id()),
            new Migration.Path(Optional.empty(), name.number()),
            about(name, header),
            List.of(),
            List.of(new Step(STEP, STEP_TYPE, target.get(), with(name, withDown, place), place)),
            Migration.Checks.NONE,
            new Migration.Source(place, folder, Checksums.ofTexts(parts)));
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

  private static Setting.Mapping with(NumberedName name, boolean withDown, Place place) {
    Map<String, Setting> with = new LinkedHashMap<>();
    with.put("up", path(name.stem() + ".up.sql", place));
    if (withDown) {
      with.put("down", path(name.stem() + ".down.sql", place));
    }
    return new Setting.Mapping(with, place);
  }

  private static Setting path(String path, Place place) {
    return new Setting.Scalar(Optional.of(path), true, place);
  }

  /** A header that begins with another number was copied from another file. */
  private void sameNumber(NumberedName name, SqlHeader header, String key, String file) {
    String said = header.get(key).orElse("");
    Matcher matcher = NUMBER.matcher(said);
    if (matcher.matches() && new Version(matcher.group(1)).compareTo(name.number()) != 0) {
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
