package io.godwit.engine.artifacts;

import io.godwit.api.run.DoctorView;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.collect.Graces;
import java.util.List;
import java.util.function.Function;

/** The repositories that a person can work on. */
public interface Desk {

  /** That of the chosen environment. */
  Repository repository();

  /** What the probe finds of its storage. */
  List<DoctorView.Line> probe();

  /** How long its garbage is kept. */
  Graces graces();

  /** Opens the repository of another environment of the project, and closes it again. */
  <R> R elsewhere(String environment, Function<Repository, R> work);
}
