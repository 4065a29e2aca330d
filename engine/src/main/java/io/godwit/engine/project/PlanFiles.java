package io.godwit.engine.project;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.Version;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.config.SettingReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the plan files of a project as migrations (E1). A plan of type {@code Rollback} is the way
 * back of the plan that leads the other way, and runs with that one's {@code down}.
 */
final class PlanFiles {

  /** The folder, among the migrations, in which they lie. */
  static final String FOLDER = "plans";

  private static final String ROLLBACK = "Rollback";
  private static final List<String> TYPES =
      List.of("MinorUpgrade", "MajorUpgrade", "Patch", "Hotfix", ROLLBACK);

  private final ProjectRoot root;
  private final TargetChoice targets;
  private final List<Fault> faults;

  PlanFiles(ProjectRoot root, TargetChoice targets, List<Fault> faults) {
    this.root = root;
    this.targets = targets;
    this.faults = faults;
  }

  private record Read(String file, PlanFile plan, String text) {
    String way() {
      return plan.fromVersion() + "_" + plan.toVersion();
    }

    String wayBack() {
      return plan.toVersion() + "_" + plan.fromVersion();
    }
  }

  /** The migrations; what is wrong is added to the faults. */
  List<Draft> read(String folder) {
    Map<String, Read> plans = new LinkedHashMap<>();
    for (String name : root.list(folder)) {
      if (name.endsWith(".json")) {
        read(folder, name).ifPresent(read -> plans.put(read.way(), read));
      }
    }
    List<Draft> drafts = new ArrayList<>();
    for (Read read : plans.values()) {
      if (!read.plan().migrationType().equals(ROLLBACK)) {
        drafts.addAll(draft(folder, read, back(plans, read)).stream().toList());
      } else if (!plans.containsKey(read.wayBack())) {
        fault(
            Place.of(read.file()),
            ConfigError.ORPHAN_DOWN,
            "There is no plan " + read.wayBack() + ".json that this one takes back; add it.");
      }
    }
    return drafts;
  }

  private static Optional<Read> back(Map<String, Read> plans, Read read) {
    return Optional.ofNullable(plans.get(read.wayBack()))
        .filter(other -> other.plan().migrationType().equals(ROLLBACK));
  }

  private Optional<Read> read(String folder, String name) {
    String file = folder + "/" + name;
    try {
      byte[] bytes = root.bytes(file, SettingReader.LARGEST);
      Optional<PlanFile> plan =
          SettingReader.readMapping(bytes, file)
              .then(settings -> new Binder(new Secrets()).bind(PlanFile.class, settings, ""))
              .into(faults);
      String text = new ConfinedFiles(root, folder).text(name);
      return plan.filter(read -> isSound(file, name, read)).map(read -> new Read(file, read, text));
    } catch (GodwitException e) {
      faults.addAll(e.faults());
      return Optional.empty();
    }
  }

  private boolean isSound(String file, String name, PlanFile plan) {
    int before = faults.size();
    if (!TYPES.contains(plan.migrationType())) {
      fault(
          Place.of(file),
          ConfigError.WRONG_TYPE,
          "migration_type is '"
              + plan.migrationType()
              + "'; write one of "
              + String.join(", ", TYPES)
              + ".");
    }
    String expected = plan.fromVersion() + "_" + plan.toVersion() + ".json";
    if (!name.equals(expected)) {
      fault(
          Place.of(file),
          ConfigError.HEADER_MISMATCH,
          "This plan leads from "
              + plan.fromVersion()
              + " to "
              + plan.toVersion()
              + ", so it has to be named "
              + expected
              + "; mend the one that is wrong.");
    }
    return faults.size() == before;
  }

  private Optional<Draft> draft(String folder, Read read, Optional<Read> back) {
    PlanFile plan = read.plan();
    List<String> parts = new ArrayList<>(List.of("plan", read.text()));
    back.ifPresent(other -> parts.addAll(List.of("rollback", other.text())));
    List<PlanFile.PlanStep> rollback = new ArrayList<>(plan.rollbackSteps());
    back.ifPresent(other -> rollback.addAll(other.plan().steps()));
    int before = faults.size();
    PlanSteps steps =
        new PlanSteps(new ConfinedFiles(root, folder), targets, plan, rollback, faults);
    Manifest manifest =
        new Manifest(
            Optional.of(new MigrationId("plan-" + plan.fromVersion() + "-" + plan.toVersion())),
            Optional.of(plan.fromVersion()),
            Optional.of(plan.toVersion()),
            Optional.of("From " + plan.fromVersion() + " to " + plan.toVersion()),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false,
            steps.steps(),
            new Manifest.ChecksEntry(List.of(), steps.checks()));
    if (steps.steps().isEmpty() && faults.size() > before) {
      return Optional.empty(); // it has steps, all of them at fault
    }
    steps.texts().forEach((path, text) -> parts.addAll(List.of(path, text)));
    NumberedName name =
        new NumberedName(new Version(plan.toVersion().value()), "plan_" + read.way());
    return new ManifestDrafts(targets, faults)
        .of(
            name,
            manifest,
            new ManifestDrafts.Origin(
                Place.of(read.file()), folder, () -> Checksums.ofTexts(parts)));
  }

  private void fault(Place place, ConfigError code, String message) {
    faults.add(Fault.at(place, code, message));
  }
}
