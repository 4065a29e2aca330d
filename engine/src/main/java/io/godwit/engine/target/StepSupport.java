package io.godwit.engine.target;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.name.TargetName;
import io.godwit.api.row.RowTransform;
import io.godwit.api.target.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What all steps are given.
 *
 * @param artifacts the repository
 * @param elsewhere the repository of another environment, to be read
 * @param embedders the project's embedders
 * @param transforms what changes documents and rows, by name
 * @param files the author's files, by the folder of a migration
 * @param targets the project's targets
 * @param clock the time
 * @param stopRequested whether a person has asked the run to stop
 * @param rest waits that long, or until a person asks
 */
public record StepSupport(
    Artifacts artifacts,
    Function<String, Artifacts> elsewhere,
    Embedders embedders,
    Transforms transforms,
    Function<String, ProjectFiles> files,
    Function<TargetName, Target> targets,
    InstantSource clock,
    BooleanSupplier stopRequested,
    Consumer<Duration> rest) {

  /**
   * What changes documents and rows, by name.
   *
   * @param content the content of documents
   * @param rows rows of tables
   */
  public record Transforms(
      Function<String, ContentTransform> content, Function<String, RowTransform> rows) {}

  /** The same with other targets. */
  public StepSupport on(Function<TargetName, Target> others) {
    return new StepSupport(
        artifacts, elsewhere, embedders, transforms, files, others, clock, stopRequested, rest);
  }
}
