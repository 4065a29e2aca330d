package io.godwit.engine.plan;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.Place;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.migration.Step;
import io.godwit.api.name.TargetName;
import io.godwit.api.row.RowTransform;
import io.godwit.api.step.PlanContext;
import io.godwit.api.target.Target;
import io.godwit.engine.target.StepSupport;
import java.util.List;

/** A step that is being planned, as its provider sees it. */
record PlanningStep(
    ProjectFiles files, StepSupport support, boolean preceded, List<Step> steps, Place place)
    implements PlanContext {

  @Override
  public Artifacts artifacts() {
    return support.artifacts();
  }

  @Override
  public Embedders embedders() {
    return support.embedders();
  }

  @Override
  public ContentTransform transform(String name) {
    return support.transforms().content().apply(name);
  }

  @Override
  public RowTransform rowTransform(String name) {
    return support.transforms().rows().apply(name);
  }

  @Override
  public Artifacts artifacts(String environment) {
    return support.elsewhere().apply(environment);
  }

  @Override
  public Target target(TargetName name) {
    return support.targets().apply(name);
  }
}
