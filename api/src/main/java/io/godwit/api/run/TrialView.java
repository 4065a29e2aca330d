package io.godwit.api.run;

import io.godwit.api.run.DriftView.Difference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of trying migrations up, down and up again on scratch targets.
 *
 * @param good whether every way up works, twice, and every way back restores the structure
 * @param migrations in the order in which they run
 */
public record TrialView(boolean good, List<Tried> migrations) {

  /** What came of one migration. */
  public enum Result {
    /** Up, down and up again are well. */
    RESTORED(true),
    /** The way up works; there is no way back to try. */
    NO_WAY_BACK(true),
    /** Nothing of it can be tried on a scratch target. */
    NOT_TRIED(true),
    /** The way up fails; nothing after it was tried. */
    UP_FAILED(false),
    /** The way back fails. */
    DOWN_FAILED(false),
    /** The way back works and leaves another structure than there was. */
    NOT_RESTORED(false),
    /** The way up fails after the way back. */
    UP_AGAIN_FAILED(false),
    /** The way up makes another structure after the way back than it did before. */
    OTHERWISE_AGAIN(false);

    private final boolean good;

    Result(boolean good) {
      this.good = good;
    }

    /** Whether there is nothing to mend. */
    public boolean isGood() {
      return good;
    }
  }

  /**
   * One migration.
   *
   * @param migration its id
   * @param result what came of it
   * @param leftOut the steps that cannot be tried, because their target has no scratch copy
   * @param message why it failed; empty if it did not
   * @param targets what differs, by target
   */
  public record Tried(
      String migration,
      Result result,
      List<String> leftOut,
      Optional<String> message,
      List<Differing> targets) {
    /** Copies the lists. */
    public Tried {
      Objects.requireNonNull(migration, "migration");
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(message, "message");
      leftOut = List.copyOf(leftOut);
      targets = List.copyOf(targets);
    }
  }

  /**
   * A target whose structure is not what it was.
   *
   * @param target its name
   * @param differences what differs, by kind and name
   */
  public record Differing(String target, List<Difference> differences) {
    /** Copies the list. */
    public Differing {
      Objects.requireNonNull(target, "target");
      differences = List.copyOf(differences);
    }
  }

  /** Copies the list. */
  public TrialView {
    migrations = List.copyOf(migrations);
  }
}
