package io.godwit.engine.wiring;

import io.godwit.api.run.DoctorView;
import io.godwit.engine.artifacts.Desk;
import io.godwit.engine.project.Project;
import io.godwit.engine.project.ProjectConfig.Retention;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.collect.Graces;
import java.util.List;
import java.util.function.Function;

/** The repositories of a project, for {@code godwit artifacts}. */
final class RepositoryDesk implements Desk {

  private final Project project;
  private final Repositories repositories;
  private final LazyArtifacts repository;

  RepositoryDesk(Project project, Repositories repositories, LazyArtifacts repository) {
    this.project = project;
    this.repositories = repositories;
    this.repository = repository;
  }

  @Override
  public Repository repository() {
    return repository.repository();
  }

  @Override
  public List<DoctorView.Line> probe() {
    return repository.look();
  }

  @Override
  public Graces graces() {
    Retention retention = project.config().repository().retention();
    return new Graces(
        retention.uploads(), retention.readers(), retention.commits(), retention.history());
  }

  @Override
  public <R> R elsewhere(String environment, Function<Repository, R> work) {
    try (LazyArtifacts other = repositories.of(environment)) {
      return work.apply(other.repository());
    }
  }
}
