package io.godwit.api.step;

import java.util.List;
import java.util.Objects;

/**
 * What one successful effect came to.
 *
 * @param complete whether the verb has done all that it has to; when not, the engine calls it again
 *     with this checkpoint
 * @param checkpoint how far the verb has come
 * @param tallies what has been moved since the verb began, over all its effects
 */
public record Progress(boolean complete, Checkpoint checkpoint, List<Tally> tallies) {

  /** Copies the list. */
  public Progress {
    Objects.requireNonNull(checkpoint, "checkpoint");
    tallies = List.copyOf(tallies);
  }

  /** There was nothing to do. */
  public static Progress nothing() {
    return new Progress(true, Checkpoint.NONE, List.of());
  }

  /** All is done. */
  public static Progress complete(Checkpoint checkpoint, Tally... tallies) {
    return new Progress(true, checkpoint, List.of(tallies));
  }

  /** A batch is done, more are to come. */
  public static Progress more(Checkpoint checkpoint, Tally... tallies) {
    return new Progress(false, checkpoint, List.of(tallies));
  }
}
