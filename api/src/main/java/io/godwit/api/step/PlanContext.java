package io.godwit.api.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.Place;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.migration.Step;
import io.godwit.api.name.TargetName;
import io.godwit.api.row.RowTransform;
import io.godwit.api.target.Target;
import java.util.List;

/** What a step may use while it is planned. */
public interface PlanContext {

  /** The author's files. */
  ProjectFiles files();

  /** The repository. */
  Artifacts artifacts();

  /**
   * The repository of another environment of the project, to be read: what would change it is
   * refused. It stays open as long as the engine.
   *
   * @throws io.godwit.api.error.GodwitException if there is no such environment, or its settings
   *     cannot be right
   */
  default Artifacts artifacts(String environment) {
    throw new UnsupportedOperationException("there is no other environment than the step's own");
  }

  /** The embedders that the project configures. */
  Embedders embedders();

  /**
   * What changes the content of documents, by its name.
   *
   * @throws io.godwit.api.error.GodwitException if none of that name was found; the message says
   *     what was, and where
   */
  default ContentTransform transform(String name) {
    throw new UnsupportedOperationException("there are no transforms of content here");
  }

  /**
   * What makes rows out of rows, by its name.
   *
   * @throws io.godwit.api.error.GodwitException if none of that name was found; the message says
   *     what was, and where
   */
  default RowTransform rowTransform(String name) {
    throw new UnsupportedOperationException("there are no transforms of rows here");
  }

  /**
   * Another target of the project, for a step that reads from it. A step changes no target but its
   * own.
   *
   * @throws io.godwit.api.error.GodwitException if there is none of that name, or its settings
   *     cannot be right
   */
  default Target target(TargetName name) {
    throw new UnsupportedOperationException("there is no other target than the step's own");
  }

  /**
   * Whether steps that have not run yet will change the same target first. Then what the target
   * holds now is not what the step will find: a thing that is missing is no error, and counts are
   * estimates.
   */
  boolean preceded();

  /** Where the author has written the step, for what is to be said of all of it. */
  default Place place() {
    return Place.of("the step");
  }

  /**
   * All steps of the migration, this one among them, in the order in which their author wrote them:
   * for a step that must not come without another, as a promoted embedder must not come without the
   * knowledge that it embeds. Empty where a step is planned alone.
   */
  default List<Step> steps() {
    return List.of();
  }
}
