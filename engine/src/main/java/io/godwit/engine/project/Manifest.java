package io.godwit.engine.project;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code migration.yaml} says. Placeholders are not filled in here: a migration is the same on
 * every machine.
 */
public record Manifest(
    @Doc("Unique in the project; the folder's name without its number when it is not written.")
        Optional<MigrationId> id,
    @Doc("The version that it demands; whatever came before when it is not written.")
        Optional<Version> from,
    @Doc("The version that it leads to; the folder's number when it is not written.")
        Optional<Version> to,
    @Doc("One sentence.") Optional<String> description,
    @Doc("Who wrote it.") Optional<String> author,
    @Doc("When, as people write it.") Optional<String> date,
    @Doc("Migrations that must be applied before, by id or by file name.")
        List<Setting.Scalar> dependsOn,
    @Doc(
            "Whether steps that say nothing else wait only for those before them on the same target,"
                + " and so run beside those on others.")
        @Default("false")
        boolean parallel,
    @Doc("The changes, in order.") List<StepEntry> steps,
    @Doc("What is asked before the first effect and after the last.") @Default("{}")
        ChecksEntry checks) {

  /** A step. */
  public record StepEntry(
      @Doc("Unique in the migration.") StepId id,
      @Doc("The step type, such as data.sql.") StepTypeName use,
      @Doc("The target; the default one of the step type's provider when it is not written.")
          Optional<TargetName> target,
      @Doc("The settings of the step type.") @Default("{}") Setting.Mapping with,
      @Doc("What has to hold afterwards, in the words of the step type.")
          Optional<Setting.Mapping> verify,
      @Doc(
              "The steps before it that it waits for, beside those on the same target; all of them"
                  + " when it is not written and the migration is not parallel.")
          Optional<List<Setting.Scalar>> after,
      @Doc("How long applying, publishing or undoing it may take, retries included.")
          Optional<Duration> timeout,
      @Doc("What the author knows of its risk: low, medium, high or critical; a plan says no less.")
          Optional<Setting.Scalar> risk,
      @Doc("Whether the application must not run meanwhile; a step type may say so by itself.")
          @Default("false")
          boolean downtime,
      Place place) {}

  /** Checks before and after. */
  public record ChecksEntry(List<CheckEntry> before, List<CheckEntry> after) {}

  /** A check. */
  public record CheckEntry(
      @Doc("What is claimed.") String name,
      @Doc("Where it is asked; the default database when it is not written.")
          Optional<TargetName> target,
      @Doc("The question in the target's language.") String query,
      @Doc("The answer.") String expect,
      @Doc("Whether a wrong answer stops the run and takes it back; if not, it warns.")
          @Default("true")
          boolean critical,
      Place place) {}
}
