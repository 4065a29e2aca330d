package io.godwit.knowledge.step;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.testkit.step.StepContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An import of documents, a batch at a time, keeps the contract of step types")
class ImportStepContractTest extends StepContract<KnowledgeTarget, ImportConfig, ImportStep> {

  @TempDir Path folder;
  private final List<KnowledgeProject> projects = new ArrayList<>();

  @AfterEach
  void closeThem() {
    projects.forEach(KnowledgeProject::close);
  }

  private KnowledgeProject project() {
    if (projects.isEmpty()) {
      projects.add(new KnowledgeProject(folder).withDocuments(6));
    }
    return projects.get(projects.size() - 1);
  }

  @Override
  protected KnowledgeTarget open() {
    KnowledgeProject project = new KnowledgeProject(folder).withDocuments(6);
    projects.add(project);
    return project.target;
  }

  @Override
  protected StepType<KnowledgeTarget, ImportConfig, ImportStep> type() {
    return new ImportStepType();
  }

  @Override
  protected ImportConfig config() {
    return project().importing(KnowledgeProject.hashing(16));
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
