package io.godwit.engine.inspection;

import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.DriftView;
import io.godwit.api.run.EvolutionView;
import io.godwit.api.run.Inspection;
import io.godwit.api.run.LintView;
import io.godwit.api.run.RehearsalView;
import io.godwit.api.run.TrialView;
import io.godwit.engine.operation.Operating;
import java.util.Optional;

/** All inspections of one project. */
public final class Inspector implements Inspection {

  private final Operating parts;
  private final Scratch.Maker scratches;

  /**
   * Inspections with these parts.
   *
   * @param scratches makes scratch targets
   */
  public Inspector(Operating parts, Scratch.Maker scratches) {
    this.parts = parts;
    this.scratches = scratches;
  }

  @Override
  public LintView lint(boolean all) {
    return new Linting(parts).look(all);
  }

  @Override
  public DriftView drift(Optional<TargetName> target) {
    return new Drift(parts, scratches).look(target);
  }

  @Override
  public RehearsalView rehearse(Optional<Version> to) {
    return scratches.within(
        folder -> {
          try (DryRun run = new DryRun(parts, folder)) {
            return run.look(to);
          }
        });
  }

  @Override
  public EvolutionView evolution(Optional<Version> from, Optional<Version> to) {
    return new Evolution(parts.setup().migrations(), scratches).look(from, to);
  }

  @Override
  public TrialView tryOut() {
    return new Trial(parts.setup().migrations(), scratches).look();
  }
}
