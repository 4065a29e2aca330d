package io.godwit.api.step;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a step would do, worked out without doing it.
 *
 * @param frozen all that the step needs later, as data: the plan keeps it as JSON, and apply,
 *     verify, publish, undo and retire get it back, perhaps in another process weeks later. No
 *     secrets
 * @param text what a person reads
 * @param estimate what it will cost
 * @param conduct how it behaves
 * @param inputs what of the project is to be kept for it
 * @param touches what it changes in its target, for example {@code table ticket} or {@code
 *     collection articles}: two migrations that touch the same thing need an order
 */
public record StepPlan<F extends Record>(
    F frozen,
    Text text,
    Estimate estimate,
    Conduct conduct,
    List<Input> inputs,
    Set<String> touches) {

  /**
   * What a person reads of a plan.
   *
   * @param summary one line
   * @param details further lines, such as the statements with their places
   * @param warnings what a person should know before
   */
  public record Text(String summary, List<String> details, List<String> warnings) {
    /** Copies the lists. */
    public Text {
      Objects.requireNonNull(summary, "summary");
      details = List.copyOf(details);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * What a step will cost, as far as that can be known before.
   *
   * @param work how many of what: rows, documents, bytes
   * @param storageBytes what the target will hold more
   * @param repositoryBytes what the repository will hold more
   * @param duration how long it will take
   */
  public record Estimate(
      List<Tally> work, long storageBytes, long repositoryBytes, Optional<Duration> duration) {
    /** Copies the list. */
    public Estimate {
      work = List.copyOf(work);
      Objects.requireNonNull(duration, "duration");
    }

    /** Work alone. */
    public static Estimate of(Tally... work) {
      return new Estimate(List.of(work), 0, 0, Optional.empty());
    }
  }

  /** Copies the collections. */
  public StepPlan {
    Objects.requireNonNull(frozen, "frozen");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(estimate, "estimate");
    Objects.requireNonNull(conduct, "conduct");
    inputs = List.copyOf(inputs);
    touches = Set.copyOf(touches);
  }
}
