package io.godwit.api.snapshot;

import io.godwit.api.file.FileTree;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import java.nio.file.Path;

/**
 * A target whose whole content can be put into the repository and brought back from there, into the
 * same store or into another one of its kind. What Godwit keeps in it for itself (receipts, the
 * fence, what an undo has kept) is neither captured nor touched: a fencing token never goes back.
 */
public interface Restorable {

  /**
   * Begins to capture everything that the target holds for its readers, as it is at one moment.
   * Changes nothing in the target, and keeps others from changing it for no longer than its store
   * makes necessary. The same content gives the same bytes wherever the store allows it, so that
   * the repository keeps once what two snapshots share.
   *
   * @param scratch an existing folder for what has to be laid out on disk; emptied by the caller
   * @throws io.godwit.api.error.GodwitException if the target does not answer, or holds something
   *     that could not be brought back: the message names each such thing, nothing is captured
   */
  Capture capture(Path scratch);

  /**
   * Makes the target hold what was captured and nothing else, in one transaction with the fence and
   * a receipt: all of it or nothing, also when the process is killed. Repeating it is safe. Memory
   * does not grow with the content.
   *
   * <p>Rejected, nothing changed: if the files are no snapshot of such a target, if its store
   * refuses them, or if what they would make is not what was captured.
   *
   * @param snapshot the files of a {@link Capture}, as the repository gives them back
   * @param effect what to write into the receipt, and the fencing token
   * @param scratch as for {@link #capture}
   * @return done with the tallies of what was brought back, and a checkpoint whose value {@link
   *     #LEFT_OUT} names, if it is there, what the store had no place for, such as a role to which
   *     something was granted
   */
  Attempt<Progress> restore(FileTree snapshot, Effect effect, Path scratch);

  /**
   * What became of a {@link #restore} whose outcome is not known: never guesses.
   *
   * @param snapshot what was to be brought back
   */
  Sighting look(FileTree snapshot, Effect effect);

  /** The key of the checkpoint's value that names what could not be brought back. */
  String LEFT_OUT = "left-out";

  /** A capture under way; it holds the target's moment until it is closed. */
  interface Capture extends AutoCloseable {

    /**
     * The files, each to be read once, in the order in which {@link FileTree#files} lists them. A
     * size is {@link FileTree.Entry#UNKNOWN_SIZE} where bytes are made while they are read.
     */
    FileTree files();

    /** Ends it and frees connection and files; may be called twice. */
    @Override
    void close();
  }
}
