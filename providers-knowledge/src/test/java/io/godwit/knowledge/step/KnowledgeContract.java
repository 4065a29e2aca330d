package io.godwit.knowledge.step;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.testkit.step.StepContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of step types that go on from a collection which is there, a batch at a time. */
abstract class KnowledgeContract<C extends Record, F extends Record>
    extends StepContract<KnowledgeTarget, C, F> {

  @TempDir Path folder;
  private final List<KnowledgeProject> projects = new ArrayList<>();

  @AfterEach
  void closeThem() {
    projects.forEach(KnowledgeProject::close);
  }

  /** The latest that was opened. */
  final KnowledgeProject project() {
    return projects.get(projects.size() - 1);
  }

  /** Whether the step reads from another store. */
  protected boolean readsAnother() {
    return false;
  }

  /** Another store, with a collection of its own. */
  private KnowledgeProject source() {
    boolean fresh = !Files.exists(folder.resolve("source"));
    KnowledgeProject source = new KnowledgeProject(folder.resolve("source"));
    projects.add(0, source);
    if (fresh) {
      source.write("a.md", "# A\n\nwords of the other store");
      source.anImport(KnowledgeProject.hashing(16)).published();
    }
    return source;
  }

  @Override
  protected KnowledgeTarget open() {
    boolean fresh = !Files.exists(folder.resolve("knowledge.db"));
    KnowledgeProject project = new KnowledgeProject(folder);
    if (fresh) {
      project.write("a.md", "# A\n\nsome words that are cut into more than one piece");
      project.write("b.md", "# B\n\nother words");
      project.anImport(KnowledgeProject.hashing(16)).published();
    }
    project.transforms.put("shout", new Shout());
    if (readsAnother()) {
      project.others.put("source", source().target);
    }
    projects.add(project);
    return project.target;
  }

  @Override
  protected PlanContext planning() {
    return project();
  }

  @Override
  protected StepContext context(Effect effect, Checkpoint checkpoint, Checkpoint applied) {
    return new ProjectContext(effect, checkpoint, applied, project());
  }
}
