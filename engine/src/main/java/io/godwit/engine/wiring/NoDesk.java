package io.godwit.engine.wiring;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.DoctorView;
import io.godwit.engine.artifacts.Desk;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.collect.Graces;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Where no project is there is no repository: what works on one can be looked up, and not used. */
record NoDesk(Path folder) implements Desk {

  @Override
  public Repository repository() {
    throw none();
  }

  @Override
  public List<DoctorView.Line> probe() {
    throw none();
  }

  @Override
  public Graces graces() {
    throw none();
  }

  @Override
  public <R> R elsewhere(String environment, Function<Repository, R> work) {
    throw none();
  }

  private GodwitException none() {
    return new GodwitException(
        ConfigError.NO_PROJECT,
        "A repository belongs to a project, and there is no godwit.yaml in "
            + folder
            + " or a folder above it; name a project with --project DIR, or make one with"
            + " `godwit init`.");
  }
}
