package io.godwit.knowledge.step;

import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.TargetName;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.target.Target;
import io.godwit.testkit.step.BareStepContext;
import java.time.Instant;
import java.time.InstantSource;

/** What a step of a project gets when it is always noon, and each call is one batch. */
record ProjectContext(
    Effect effect, Checkpoint checkpoint, Checkpoint applied, KnowledgeProject project)
    implements BareStepContext {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Override
  public Embedders embedders() {
    return project;
  }

  @Override
  public ContentTransform transform(String name) {
    return project.transform(name);
  }

  @Override
  public Target target(TargetName name) {
    return project.target(name);
  }

  @Override
  public FileTree input(String name) {
    return new FolderTree(project.folder);
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(NOON);
  }

  @Override
  public boolean stopRequested() {
    return true;
  }
}
