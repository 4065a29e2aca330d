package io.godwit.engine.project;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.migration.Migration;
import io.godwit.engine.config.ConfigError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the folder of the migrations. What lies there has to be known: a file that was passed over
 * because of a typing error in its name would be a change that never happens.
 */
final class MigrationsReader {

  private static final Pattern NEEDS_TO_BE_KNOWN =
      Pattern.compile(".+\\.(sql|ya?ml|json)", Pattern.CASE_INSENSITIVE);

  private final ProjectRoot root;
  private final TargetChoice targets;

  MigrationsReader(ProjectRoot root, TargetChoice targets) {
    this.root = root;
    this.targets = targets;
  }

  /**
   * The migrations in order; what is wrong is added to the faults.
   *
   * @param path the folder
   * @param written those that lie in no folder
   */
  List<Migration> read(String path, List<WrittenMigration> written, List<Fault> faults) {
    List<Draft> drafts = new ArrayList<>();
    try {
      String folder = root.shown("", inProject(path));
      if (root.exists(folder) || !path.equals(ProjectConfig.MIGRATIONS)) {
        Siblings siblings = Siblings.of(root.list(folder));
        for (String name : siblings.names()) {
          if (name.equals(PlanFiles.FOLDER) && root.isFolder(folder + "/" + name)) {
            drafts.addAll(new PlanFiles(root, targets, faults).read(folder + "/" + name));
          } else {
            read(folder, name, siblings, faults).ifPresent(drafts::add);
          }
        }
      }
    } catch (GodwitException e) {
      faults.addAll(e.faults());
    }
    written.forEach(one -> draft(one, faults).ifPresent(drafts::add));
    return inOrder(drafts, faults);
  }

  private Optional<Draft> draft(WrittenMigration written, List<Fault> faults) {
    return NumberedName.of(written.name())
        .flatMap(
            name ->
                new ManifestDrafts(targets, faults)
                    .of(
                        name,
                        written.manifest(),
                        new ManifestDrafts.Origin(
                            written.place(), written.folder(), written::checksum)));
  }

  /** A migration that could not be read is not missing, so nothing is said of who depends on it. */
  private static List<Migration> inOrder(List<Draft> drafts, List<Fault> faults) {
    List<Fault> ofOrder = new ArrayList<>();
    List<Migration> ordered = new MigrationOrder(ofOrder).of(drafts);
    ofOrder.removeIf(fault -> !faults.isEmpty() && fault.code() == ConfigError.MISSING_DEPENDENCY);
    faults.addAll(ofOrder);
    return ordered;
  }

  /** An absolute path is fine when it names a folder of the project. */
  private String inProject(String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      return path;
    }
    Path named = Path.of(path).normalize();
    Path project = root.directory().toAbsolutePath().normalize();
    return named.startsWith(project) ? project.relativize(named).toString() : path;
  }

  private Optional<Draft> read(String folder, String name, Siblings siblings, List<Fault> faults) {
    String shown = folder + "/" + name;
    try {
      return root.isFolder(shown)
          ? readFolder(shown, name, faults)
          : readFile(folder, name, siblings, faults);
    } catch (GodwitException e) {
      faults.addAll(e.faults());
      return Optional.empty();
    }
  }

  private Optional<Draft> readFolder(String shown, String name, List<Fault> faults) {
    Optional<NumberedName> numbered = NumberedName.of(name);
    if (numbered.isEmpty() || !root.exists(shown + "/" + ManifestFolder.FILE)) {
      faults.add(
          unknown(
              shown,
              numbered.isEmpty()
                  ? "is no migration's name; name the folder NUMBER_DESCRIPTION, as in"
                      + " 002_split_address, or move it elsewhere."
                  : "has no migration.yaml; add it, or move the folder elsewhere."));
      return Optional.empty();
    }
    return new ManifestFolder(root, targets, faults).read(numbered.get(), shown);
  }

  private Optional<Draft> readFile(
      String folder, String file, Siblings siblings, List<Fault> faults) {
    Optional<SqlFileName> name = SqlFileName.of(file);
    if (name.isEmpty()) {
      if (NEEDS_TO_BE_KNOWN.matcher(file).matches()) {
        faults.add(
            unknown(
                folder + "/" + file,
                "is no migration's name; name SQL files NUMBER_DESCRIPTION.up.sql and .down.sql,"
                    + " or as Flyway or dbmate do, and put a migration.yaml into a folder"
                    + " NUMBER_DESCRIPTION."));
      }
      return Optional.empty();
    }
    SqlFiles files = new SqlFiles(root, folder, targets, faults);
    return switch (name.get().role()) {
      case UP, WHOLE, REPEATABLE ->
          files.read(name.get(), file, down(name.get(), folder, file, siblings, faults));
      case DOWN, UNDO -> {
        if (ups(name.get(), siblings).isEmpty()) {
          faults.add(orphan(folder, file, name.get()));
        }
        yield Optional.empty();
      }
    };
  }

  /** The file that takes an up file back, when there is one. */
  private static Optional<String> down(
      SqlFileName name, String folder, String file, Siblings siblings, List<Fault> faults) {
    String pair = file.replaceFirst("\\.up\\.sql$", ".down.sql");
    if (!pair.equals(file)) {
      return Optional.of(pair).filter(siblings::contains);
    }
    if (name.role() != SqlFileName.Role.UP) {
      return Optional.empty();
    }
    List<String> undos = siblings.ofVersion(name, SqlFileName.Role.UNDO);
    if (undos.size() > 1) {
      faults.add(
          Fault.at(
              Place.of(folder + "/" + undos.get(1)),
              ConfigError.DUPLICATE_VERSION,
              "This file and "
                  + folder
                  + "/"
                  + undos.get(0)
                  + " both take version "
                  + name.name().number()
                  + " back; remove one of them."));
    }
    return undos.stream().findFirst();
  }

  private static List<String> ups(SqlFileName down, Siblings siblings) {
    if (down.role() == SqlFileName.Role.UNDO) {
      return siblings.ofVersion(down, SqlFileName.Role.UP);
    }
    String up = down.name().stem() + ".up.sql";
    return siblings.contains(up) ? List.of(up) : List.of();
  }

  private static Fault orphan(String folder, String file, SqlFileName name) {
    String up =
        name.role() == SqlFileName.Role.UNDO
            ? "V" + name.name().number() + "__….sql"
            : name.name().stem() + ".up.sql";
    return Fault.at(
        Place.of(folder + "/" + file),
        ConfigError.ORPHAN_DOWN,
        "There is no " + up + " for this file; add it, or remove this one.");
  }

  private static Fault unknown(String shown, String why) {
    return Fault.at(Place.of(shown), ConfigError.UNKNOWN_FILE, "This " + why);
  }
}
