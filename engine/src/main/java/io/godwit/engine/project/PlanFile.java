package io.godwit.engine.project;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.name.StepId;
import io.godwit.api.name.Version;
import java.util.List;
import java.util.Optional;

/** What a plan file says: {@code migrations/plans/FROM_TO.json} (E1). */
record PlanFile(
    @Doc("The version that it leads from.") @Key("from_version") Version fromVersion,
    @Doc("The version that it leads to.") @Key("to_version") Version toVersion,
    @Doc("MinorUpgrade, MajorUpgrade, Patch, Hotfix or Rollback.") @Key("migration_type")
        String migrationType,
    @Doc("The changes, in order.") List<PlanStep> steps,
    @Doc("What takes them back, each by the id of its step, with or without rollback before it.")
        @Key("rollback_steps")
        List<PlanStep> rollbackSteps,
    @Doc("What is asked after the last step.") @Key("validation_checks")
        List<PlanCheck> validationChecks,
    @Doc("How long it takes, as its author thinks.") @Key("estimated_duration")
        Optional<Setting> estimatedDuration,
    @Doc("Whether the system has to stand still meanwhile.")
        @Key("downtime_required")
        @Default("false")
        boolean downtimeRequired) {

  /** A step (E2). */
  record PlanStep(
      @Doc("Unique in the plan.") StepId id,
      @Doc("One sentence.") Optional<String> description,
      @Doc("ConfigUpdate, DataMigration, SchemaUpdate, ServiceRestart, Validation or Cleanup.")
          @Key("step_type")
          String stepType,
      @Doc("SQL, the name of a .sql file, or a command of the shell, as the step type asks.")
          Optional<String> command,
      @Doc("Keys of configuration files with their new values.") @Key("config_changes")
          Optional<Setting.Mapping> configChanges,
      @Doc("Rows that are moved.") @Key("data_migration") Optional<PlanRows> dataMigration,
      @Doc("The name of a validation check, or a check of its own.") Optional<Setting> validation,
      @Doc("How long it may take: seconds, 10m, or {secs, nanos}.") Optional<Setting> timeout,
      @Doc("Whether it can be taken back.") @Key("can_rollback") @Default("true")
          boolean canRollback,
      Place place) {}

  /** Rows that are moved. */
  record PlanRows(
      @Doc("The table that is read.") @Key("source_table") String sourceTable,
      @Doc("The table that is written.") @Key("target_table") String targetTable,
      @Doc("A query over 'source', the name of a .sql file with one or of a script, or of a class.")
          @Key("transformation_script")
          Optional<String> transformationScript,
      @Doc("How many rows at once.") @Key("batch_size") @Default("1000") int batchSize,
      @Doc("How many connections share the rows.") @Key("parallel_workers") @Default("1")
          int parallelWorkers) {}

  /** A check (E3). */
  record PlanCheck(
      @Doc("What is claimed.") String name,
      @Doc("The question.") String query,
      @Doc("The answer.") @Key("expected_result") String expectedResult,
      @Doc("Whether a wrong answer stops the run and takes it back.") @Default("true")
          boolean critical,
      Place place) {}
}
