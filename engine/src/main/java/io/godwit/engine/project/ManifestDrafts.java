package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.migration.Check;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.StepId;
import io.godwit.engine.config.ConfigError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes migrations of what manifests say, whether they are files or classes. */
final class ManifestDrafts {

  private static final String VERIFY = "verify";

  private final TargetChoice targets;
  private final List<Fault> faults;

  /**
   * Where a manifest comes from.
   *
   * @param place what messages name
   * @param folder against which paths are resolved
   * @param checksum of the canonical bytes of all that belongs to the migration
   */
  record Origin(Place place, String folder, Supplier<Digest> checksum) {}

  ManifestDrafts(TargetChoice targets, List<Fault> faults) {
    this.targets = targets;
    this.faults = faults;
  }

  /** The migration, or nothing but faults. */
  Optional<Draft> of(NumberedName name, Manifest manifest, Origin origin) {
    int before = faults.size();
    if (manifest.steps().isEmpty()) {
      fault(origin.place(), ConfigError.NO_STEPS, "This migration has no steps; add one.");
    }
    uniqueSteps(manifest.steps());
    StepTerms terms = new StepTerms(manifest.parallel(), faults);
    List<Step> steps =
        manifest.steps().stream()
            .flatMap(entry -> step(entry, terms.next(entry)).stream())
            .toList();
    Migration.Checks checks =
        new Migration.Checks(checks(manifest.checks().before()), checks(manifest.checks().after()));
    Digest checksum = origin.checksum().get();
    if (faults.size() > before) {
      return Optional.empty();
    }
    Migration migration =
        new Migration(
            manifest.id().orElseGet(() -> new MigrationId(name.id())),
            new Migration.Path(manifest.from(), manifest.to().orElse(name.number())),
            about(name, manifest),
            List.of(),
            steps,
            checks,
            new Migration.Source(origin.place(), origin.folder(), checksum));
    List<Draft.Reference> references =
        manifest.dependsOn().stream()
            .map(scalar -> new Draft.Reference(scalar.text().orElse(""), scalar.place()))
            .toList();
    return Optional.of(new Draft(name, migration, references));
  }

  private static Migration.About about(NumberedName name, Manifest manifest) {
    return new Migration.About(
        manifest.description().orElseGet(name::description),
        manifest.author().orElse(""),
        manifest.date().orElse(""));
  }

  private void uniqueSteps(List<Manifest.StepEntry> steps) {
    Set<StepId> seen = new HashSet<>();
    for (Manifest.StepEntry step : steps) {
      if (!seen.add(step.id())) {
        fault(
            step.place(),
            ConfigError.DUPLICATE_STEP,
            "Another step of this migration has the id '" + step.id() + "'; rename one of them.");
      }
    }
  }

  private Optional<Step> step(Manifest.StepEntry entry, Step.Terms terms) {
    String provider = entry.use().value().substring(0, entry.use().value().indexOf('.'));
    Setting.Mapping with = with(entry);
    return targets
        .of(entry.target(), provider, entry.place())
        .into(faults)
        .map(target -> new Step(entry.id(), entry.use(), target, with, entry.place(), terms));
  }

  /** The section {@code verify:} is a setting of the step type like the others. */
  private Setting.Mapping with(Manifest.StepEntry entry) {
    if (entry.verify().isEmpty()) {
      return entry.with();
    }
    Map<String, Setting> with = new LinkedHashMap<>(entry.with().entries());
    if (with.put(VERIFY, entry.verify().get()) != null) {
      fault(
          entry.place(),
          ConfigError.DUPLICATE_KEY,
          "This step has 'verify' twice, once under 'with'; keep one of the two.");
    }
    return new Setting.Mapping(with, entry.with().place());
  }

  private List<Check> checks(List<Manifest.CheckEntry> entries) {
    return entries.stream()
        .flatMap(
            entry ->
                targets.of(entry.target(), TargetChoice.DATA, entry.place()).into(faults).stream()
                    .map(
                        target ->
                            new Check(
                                entry.name(),
                                target,
                                entry.query(),
                                entry.expect(),
                                entry.critical())))
        .toList();
  }

  private void fault(Place place, ErrorCode code, String message) {
    faults.add(Fault.at(place, code, message));
  }
}
